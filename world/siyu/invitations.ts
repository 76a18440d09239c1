import { z } from 'zod'
import type { Person } from '../people/person.ts'
import type { SiyuAccess } from './http.ts'
import { siyuApi } from './http.ts'

/** 邀请有礼: she takes part and gets a link of her own to pass on. */
const Joined = z.object({ url: z.string() })

export async function invitationOf(
  access: SiyuAccess,
  gameId: string,
  person: Person,
): Promise<string> {
  const answer = await siyuApi(access, 'POST', `/api/games/${gameId}/invitations`, {
    unionid: person.unionid,
  })
  return Joined.parse(answer).url
}
