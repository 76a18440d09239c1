import { LIFECYCLE } from './lifecycle.ts'
import type { State } from './lifecycle.ts'

export interface KnownRefund {
  refundId: string
  orderId: string
  refundFen: number
}

export interface Refundable {
  orderId: string
  state: State
  payFen: number
  refundedFen: number
}

export type RefundDecision =
  | { kind: 'refunded'; state: State; refundedFen: number }
  | { kind: 'same' }
  | { kind: 'contradiction'; difference: { field: string; known: unknown; sent: unknown }[] }
  | { kind: 'above_paid'; leftFen: number }
  | { kind: 'not_paid'; state: State }

/** What one refund does to an order; the same refund again does nothing. */
export function decideRefund(
  order: Refundable,
  known: KnownRefund | undefined,
  told: KnownRefund,
): RefundDecision {
  if (known) {
    const difference = (['orderId', 'refundFen'] as const)
      .filter((field) => known[field] !== told[field])
      .map((field) => ({ field, known: known[field], sent: told[field] }))
    return difference.length > 0 ? { kind: 'contradiction', difference } : { kind: 'same' }
  }
  const leftFen = order.payFen - order.refundedFen
  const next = LIFECYCLE[order.state][told.refundFen === leftFen ? 'refund_rest' : 'refund_part']
  if (next === 'refused' && order.state !== 'refunded')
    return { kind: 'not_paid', state: order.state }
  if (told.refundFen > leftFen || next === 'refused' || next === 'no_change')
    return { kind: 'above_paid', leftFen }
  return { kind: 'refunded', state: next, refundedFen: order.refundedFen + told.refundFen }
}
