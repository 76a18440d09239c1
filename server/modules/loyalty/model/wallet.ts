import type { State } from './grant.ts'

/** What a coupon is worth, as pages tell it; amounts in fen. */
export interface Gift {
  name: string
  description: string
  kind: 'general' | 'app_only'
  thresholdFen: number
  valueFen: number | null
  percentOff: number | null
  /** how long it can be used: days after it was given, or an instant */
  validDays: number | null
  validUntil: string | null
}

export interface WalletCoupon extends Gift {
  state: State
  /** only while it can be used */
  code: string | null
  validFrom: string
  expiresAt: string
  redeemedAt: string | null
}

export interface WalletPage {
  page: 'wallet'
  brand: string
  name: string | null
  coupons: readonly WalletCoupon[]
  /** the server's time, by which "still valid" is meant */
  now: string
  /** there are more than are shown */
  more: boolean
}

export interface InHand {
  state: State
  code: string
  validFrom: Date
  expiresAt: Date
  redeemedAt: Date | undefined
}

/** A coupon whose time is over is expired for its holder at that instant, booked or not. */
export function walletCoupon(held: InHand, gift: Gift, now: Date): WalletCoupon {
  const state = held.state === 'held' && held.expiresAt <= now ? 'expired' : held.state
  return {
    ...gift,
    state,
    code: state === 'held' ? held.code : null,
    validFrom: held.validFrom.toISOString(),
    expiresAt: held.expiresAt.toISOString(),
    redeemedAt: held.redeemedAt?.toISOString() ?? null,
  }
}

const FIRST: readonly State[] = ['held', 'redeemed', 'expired', 'revoked']

/** What can be used comes first, the soonest to end before the others; then the rest, newest first. */
export function walletOrder(a: WalletCoupon, b: WalletCoupon): number {
  if (a.state !== b.state) return FIRST.indexOf(a.state) - FIRST.indexOf(b.state)
  return a.state === 'held'
    ? a.expiresAt.localeCompare(b.expiresAt)
    : b.expiresAt.localeCompare(a.expiresAt)
}
