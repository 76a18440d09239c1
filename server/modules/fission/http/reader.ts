import type { Context } from 'hono'
import { findPerson, identifiersOf } from '#modules/identity/service.ts'
import { ON_A_PAGE, visitorOf } from '#modules/profile/service/visitor.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { IdentifierRef } from '#platform/event.ts'
import { browserId } from '#platform/http/browser.ts'
import { keptPass } from '#platform/http/pages/pass.ts'
import type { Runtime } from '#platform/runtime.ts'

/** Who reads a page of this workspace. */
export interface Reader {
  ctx: Ctx
  /** how she is to be known if she acts */
  identifiers: IdentifierRef[]
  personId: string | undefined
  /** By her pass. A browser's own id is a hint only: it may have been handed to it. */
  isKnown: boolean
}

export async function readerOf(c: Context, rt: Runtime, workspaceId: string): Promise<Reader> {
  const visitor = await visitorOf(rt, keptPass(c))
  if (visitor.kind === 'known' && visitor.ctx.workspaceId === workspaceId) {
    const { ctx, personId, identId } = visitor
    const all = (await identifiersOf(ctx, [personId])).get(personId) ?? []
    const identifiers = all
      .filter((known) => known.identId === identId)
      .map(({ kind, scope, value }) => ({ kind, scope, value }))
    return { ctx, personId, identifiers, isKnown: true }
  }
  const ctx = rt.ctx(workspaceId, { actor: ON_A_PAGE })
  const value = browserId(c, rt.publicUrl, rt.randomBytes)
  const ref: IdentifierRef = { kind: 'anonymous_id', scope: '', value }
  return { ctx, personId: await findPerson(ctx, ref), identifiers: [ref], isKnown: false }
}
