/** The life of an order, as a total table. A late or repeated report changes nothing. */
export const STATES = ['submitted', 'paid', 'partly_refunded', 'refunded', 'cancelled'] as const
export type State = (typeof STATES)[number]

export const ACTS = ['submit', 'pay', 'refund_part', 'refund_rest', 'cancel'] as const
export type Act = (typeof ACTS)[number]

export type Next = State | 'no_change' | 'refused'

export const LIFECYCLE: Readonly<Record<State, Readonly<Record<Act, Next>>>> = {
  submitted: {
    submit: 'no_change',
    pay: 'paid',
    refund_part: 'refused',
    refund_rest: 'refused',
    cancel: 'cancelled',
  },
  paid: {
    submit: 'no_change',
    pay: 'no_change',
    refund_part: 'partly_refunded',
    refund_rest: 'refunded',
    // Money has moved: it is given back by a refund, which says how much.
    cancel: 'refused',
  },
  partly_refunded: {
    submit: 'no_change',
    pay: 'no_change',
    refund_part: 'partly_refunded',
    refund_rest: 'refunded',
    cancel: 'refused',
  },
  refunded: {
    submit: 'no_change',
    pay: 'no_change',
    refund_part: 'refused',
    refund_rest: 'refused',
    cancel: 'refused',
  },
  cancelled: {
    submit: 'no_change',
    pay: 'refused',
    refund_part: 'refused',
    refund_rest: 'refused',
    cancel: 'no_change',
  },
}
