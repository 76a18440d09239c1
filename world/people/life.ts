/** What somebody lived through. Identity lies in `Person`; this is all that is saved of her. */
export interface Life {
  /** Grows with every decision, so that no two throw the same dice. */
  turn: number
  /** Messages waiting on and remembered by her phone, oldest first. */
  phone: Message[]
  /** How worn out she is, as of `fatigueAtMs`; halves in five days. */
  fatigue: number
  fatigueAtMs: number
  cookies: Record<string, string>
  /** The anonymous id her browser carries now; a link's cookie may have replaced her own. */
  anonymousId: string | undefined
  /** Member of staff she added, while she keeps her. */
  staffId: string | undefined
  joinedMs: number | undefined
  leftMs: number | undefined
  followsAccount: boolean
  registered: boolean
  /** Warmth left by fitting messages: added chance to buy, halves in two days. */
  warmth: number
  warmthAtMs: number
  coupons: number
  orders: Order[]
  /** Whether she comes by of her own accord already. */
  visiting: boolean
  invitation: string | undefined
  invitedBy: string | undefined
  lastSeenMs: number
}

export interface Order {
  id: string
  atMs: number
  bookIds: string[]
  paidFen: number
  refunded: boolean
}

export type Channel =
  | 'wecom_welcome'
  | 'wecom_mass'
  | 'official_account'
  | 'sms'
  | 'email'
  | 'friend'

export interface Message {
  id: string
  atMs: number
  channel: Channel
  from: string
  text: string
  links: string[]
  readMs: number | undefined
  openedMs: number | undefined
}

export const newLife = (): Life => ({
  turn: 0,
  phone: [],
  fatigue: 0,
  fatigueAtMs: 0,
  cookies: {},
  anonymousId: undefined,
  staffId: undefined,
  joinedMs: undefined,
  leftMs: undefined,
  followsAccount: false,
  registered: false,
  warmth: 0,
  warmthAtMs: 0,
  coupons: 0,
  orders: [],
  visiting: false,
  invitation: undefined,
  invitedBy: undefined,
  lastSeenMs: 0,
})
