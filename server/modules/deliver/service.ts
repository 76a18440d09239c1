import type { Ctx } from '#platform/ctx.ts'
import type { Carrier } from './model/carrier.ts'
import { reachOfPeople } from './store/reach.ts'

export { requestLetters } from './service/request-letters.ts'
export type { LetterRequest, Requested } from './service/request-letters.ts'
export { sendWelcome, sendWelcomes } from './service/welcome.ts'
export type { Welcomed, WelcomeRequest } from './service/welcome.ts'

/** By which carriers each person can be reached now, whatever her budget says. */
export async function reachOf(
  ctx: Ctx,
  personIds: readonly string[],
): Promise<Map<string, Carrier[]>> {
  const reach = await reachOfPeople(ctx, personIds)
  return new Map(
    personIds.map((id) => [id, [...new Set((reach.get(id) ?? []).map(({ carrier }) => carrier))]]),
  )
}
