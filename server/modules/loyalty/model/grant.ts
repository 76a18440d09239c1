/** The life of one coupon in one person's hands, as a total table. */
export const STATES = ['held', 'redeemed', 'expired', 'revoked'] as const
export type State = (typeof STATES)[number]

export const ACTS = ['redeem', 'expire', 'revoke', 'give_back'] as const
export type Act = (typeof ACTS)[number]

export type Next = State | 'no_change' | 'refused'

export const LIFECYCLE: Readonly<Record<State, Readonly<Record<Act, Next>>>> = {
  held: { redeem: 'redeemed', expire: 'expired', revoke: 'revoked', give_back: 'no_change' },
  // A refund of the order gives it back, if its rule says so; used is used for everything else.
  redeemed: { redeem: 'no_change', expire: 'no_change', revoke: 'refused', give_back: 'held' },
  // An order paid in time may be reported after the coupon expired: then it was used.
  expired: {
    redeem: 'redeemed',
    expire: 'no_change',
    revoke: 'no_change',
    give_back: 'no_change',
  },
  revoked: {
    redeem: 'refused',
    expire: 'no_change',
    revoke: 'no_change',
    give_back: 'no_change',
  },
}
