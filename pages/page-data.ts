import type {
  FriendPage,
  GamePage,
  InvitationsPage,
  InviterPage,
} from '#modules/fission/model/page.ts'
import type { WalletPage } from '#modules/loyalty/model/wallet.ts'
import type { PrivacyPage } from '#modules/profile/model/privacy-page.ts'

/** What an address of ours answers; `page` names the view. */
export type PageData =
  | FriendPage
  | InviterPage
  | GamePage
  | InvitationsPage
  | WalletPage
  | PrivacyPage
  | { page: 'lost' }
  | { page: 'busy'; seconds: number }
  | { page: 'unknown'; expired: boolean }

const VIEWS = ['friend', 'inviter', 'game', 'invitations', 'wallet', 'privacy'] as const
export type Drawn = Extract<PageData, { page: (typeof VIEWS)[number] }>

/** Dead ends are the server's to draw: their page stands as it came. */
export const isDrawn = (data: PageData | undefined): data is Drawn =>
  VIEWS.some((view) => view === data?.page)

/** What the page came with. */
export function embedded(): PageData | undefined {
  const text = document.getElementById('page')?.textContent
  return text ? (JSON.parse(text) as PageData) : undefined
}

const JSON_TYPE = 'application/json'

/**
 * The same address, asked for its data. A refusal answers with a page too (it shows where she stands),
 * so only what is no answer of ours throws.
 */
export async function ask(path: string, send?: object): Promise<PageData> {
  const answer = await fetch(path, {
    method: send ? 'POST' : 'GET',
    headers: { accept: JSON_TYPE, ...(send && { 'content-type': JSON_TYPE }) },
    ...(send && { body: JSON.stringify(send) }),
  })
  const data = (await answer.json()) as Partial<PageData>
  if (typeof data.page !== 'string') throw new Error(`${path}: ${answer.status}`)
  return data as PageData
}
