import { z } from 'zod'
import type { Person } from '../people/person.ts'
import type { SiyuAccess } from './http.ts'
import { siyuApi } from './http.ts'
import { buyerOf } from './identifiers.ts'
import { submitForm } from './links.ts'
import type { Browser } from './links.ts'

const Invitation = z.object({ url: z.string() })

/** 邀请有礼: the link of her own to pass on; asking again gives the same. */
export async function invitationOf(
  access: SiyuAccess,
  gameId: string,
  person: Person,
): Promise<string> {
  const answer = await siyuApi(access, 'POST', `/api/fission/games/${gameId}/invitations`, {
    identifiers: buyerOf(person),
  })
  return Invitation.parse(answer).url
}

/** The address behind the "accept" button of an invitation's page, if the page has one. */
export function acceptButtonIn(html: string, pageUrl: string): string | undefined {
  const action = /<form[^>]*method="post"[^>]*action="([^"]*\/accept)"/i.exec(html)?.[1]
  return action === undefined ? undefined : new URL(action, pageUrl).href
}

/** She presses it; the page answers 409 when the offer is not for her, which is an answer too. */
export const pressAccept = (url: string, browser: Browser): Promise<boolean> =>
  submitForm(url, browser)
