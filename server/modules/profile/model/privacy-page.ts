/** What a person may switch off, each by itself; `all` is all of them, also those yet to come. */
export const PAGE_CARRIERS = ['all', 'wecom', 'official_account', 'sms', 'email'] as const
export type PageCarrier = (typeof PAGE_CARRIERS)[number]

export interface PrivacyPage {
  page: 'privacy'
  brand: string
  contact: string
  policyUrl: string | null
  /** whose page it is, masked */
  name: string | null
  optedOut: readonly string[]
}

/** Pages of ours that a personal link may lead to. */
export const PAGE_PATH = /^\/(me(\/(invitations|privacy))?|i\/[a-z0-9]{4,40}|g\/[0-9a-f-]{36})$/
