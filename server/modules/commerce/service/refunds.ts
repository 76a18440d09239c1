import { must } from '#kernel/assert.ts'
import { refusals } from '#kernel/refusal.ts'
import type { Locale } from '#kernel/locale.ts'
import type { NewEvent } from '#modules/collect/service.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { IdentifierRef } from '#platform/event.ts'
import { COMMERCE_REFUSALS } from '../contract.ts'
import type { BatchAnswer } from '../contract.ts'
import type { State } from '../model/lifecycle.ts'
import { RefundInput } from '../model/order-input.ts'
import { decideRefund } from '../model/refund.ts'
import type { KnownRefund, RefundDecision, Refundable } from '../model/refund.ts'
import { lockOrders, ownersOf } from '../store/orders.ts'
import { knownRefunds, saveRefunds } from '../store/refunds.ts'
import { contradicts, parseEach } from './orders.ts'
import { record, yuan } from './tell-orders.ts'

const refuse = refusals(COMMERCE_REFUSALS)

type Told = RefundDecision | { kind: 'no_such_order' }

/** What a batch of refunds makes of their orders, one after the other; stored before it answers. */
export async function tellRefunds(tx: TxCtx, told: readonly RefundInput[]) {
  const orders = new Map<string, Refundable>(
    await lockOrders(tx, [...new Set(told.map((r) => r.orderId))]),
  )
  const known = await knownRefunds(
    tx,
    told.map((r) => r.refundId),
  )
  const fresh: RefundInput[] = []
  const touched = new Map<string, { orderId: string; state: State; refundedFen: number }>()
  const decisions = told.map((refund): Told => {
    const order = orders.get(refund.orderId)
    if (!order) return { kind: 'no_such_order' }
    const decision = decideRefund(order, known.get(refund.refundId), refund)
    if (decision.kind !== 'refunded') return decision
    const { state, refundedFen } = decision
    orders.set(refund.orderId, { ...order, state, refundedFen })
    touched.set(refund.orderId, { orderId: refund.orderId, state, refundedFen })
    known.set(refund.refundId, knownOf(refund))
    fresh.push(refund)
    return decision
  })
  await saveRefunds(tx, fresh, [...touched.values()])
  return { decisions, orders }
}

const knownOf = ({ refundId, orderId, refundFen }: RefundInput): KnownRefund => ({
  refundId,
  orderId,
  refundFen,
})

/** A refund belongs to whoever the order belongs to: its event carries no identifier of its own. */
async function eventsOf(
  tx: TxCtx,
  refunds: readonly RefundInput[],
  orders: ReadonlyMap<string, Refundable>,
): Promise<NewEvent[]> {
  const owners = await ownersOf(
    tx,
    refunds.map((r) => r.orderId),
  )
  return refunds.map((refund) => ({
    event: 'refund_completed',
    messageId: `refund:${refund.refundId}`,
    at: new Date(refund.refundedAt),
    ...ownerOf(tx, owners.get(refund.orderId)),
    history: refund.history,
    properties: {
      order_id: refund.orderId,
      refund_id: refund.refundId,
      amount: yuan(refund.refundFen),
      refund_fen: refund.refundFen,
      order_state: must(orders.get(refund.orderId), 'the order refunded').state,
      ...(refund.reason === undefined ? {} : { reason: refund.reason }),
    },
  }))
}

function ownerOf(
  tx: TxCtx,
  owner: { personId: string | null; sealed: string | null } | undefined,
): Pick<NewEvent, 'identifiers' | 'personId'> {
  if (owner?.personId) return { identifiers: [], personId: owner.personId }
  const sealed = must(owner?.sealed, 'an owner of the order')
  return { identifiers: JSON.parse(tx.secrets.open(sealed)) as IdentifierRef[] }
}

export function refundOrder(ctx: Ctx, told: RefundInput) {
  return ctx.transact(async (tx) => {
    const { decisions, orders } = await tellRefunds(tx, [told])
    const decision = must(decisions[0], 'one decision')
    const { orderId, refundId } = told
    switch (decision.kind) {
      case 'no_such_order':
        return refuse.no_such_order({ orderId })
      case 'contradiction':
        return refuse.contradiction(
          { id: refundId, difference: decision.difference },
          decision.difference.map((d) => ({ field: d.field, reason: contradicts(d, ctx.locale) })),
        )
      case 'not_paid':
        return refuse.not_possible({ orderId, state: decision.state, act: 'refund' })
      case 'above_paid':
        return refuse.above_paid({ leftFen: decision.leftFen })
      case 'same':
      case 'refunded': {
        const events = await eventsOf(tx, [told], orders)
        const isNew = decision.kind === 'refunded'
        const position = await record(tx, isNew ? events : [], isNew ? [] : events)
        const { state, refundedFen } = must(orders.get(orderId), 'the order refunded')
        const outcome = isNew ? ('created' as const) : ('unchanged' as const)
        return { orderId, refundId, outcome, state, refundedFen, position }
      }
    }
  })
}

export function refundOrders(
  ctx: Ctx,
  input: { refunds: unknown[]; history: boolean },
): Promise<BatchAnswer> {
  const { good, refused } = parseEach(input.refunds, RefundInput, ctx.locale)
  const told = good.map(({ value }) => ({ ...value, history: value.history || input.history }))
  return ctx.transact(async (tx) => {
    const { decisions, orders } = await tellRefunds(tx, told)
    const fresh: RefundInput[] = []
    const known: RefundInput[] = []
    for (const [i, refund] of told.entries()) {
      const decision = must(decisions[i], 'a decision per refund')
      const index = must(good[i], 'its place').index
      if (decision.kind === 'refunded') fresh.push(refund)
      else if (decision.kind === 'same') known.push(refund)
      else refused.push(...refusedFor(decision, ctx.locale).map((it) => ({ index, ...it })))
    }
    return {
      accepted: fresh.length + known.length,
      unchanged: known.length,
      position: await record(
        tx,
        await eventsOf(tx, fresh, orders),
        await eventsOf(tx, known.slice(-1), orders),
      ),
      refused: refused.toSorted((a, b) => a.index - b.index),
    }
  })
}

type Bad = Exclude<Told, { kind: 'refunded' | 'same' }>

const NO_SUCH_ORDER = {
  'zh-CN': '没有这个订单',
  'zh-TW': '沒有這個訂單',
  en: 'there is no such order',
} as const

function refusedFor(decision: Bad, locale: Locale): { field: string; reason: string }[] {
  switch (decision.kind) {
    case 'no_such_order':
      return [{ field: 'orderId', reason: NO_SUCH_ORDER[locale] }]
    case 'contradiction':
      return decision.difference.map((d) => ({ field: d.field, reason: contradicts(d, locale) }))
    case 'not_paid':
      return [
        {
          field: 'orderId',
          reason: {
            'zh-CN': `状态为“${decision.state}”的订单不能退款`,
            'zh-TW': `狀態為「${decision.state}」的訂單不能退款`,
            en: `an order that is “${decision.state}” cannot be refunded`,
          }[locale],
        },
      ]
    case 'above_paid':
      return [
        {
          field: 'refundFen',
          reason: {
            'zh-CN': `超过可退金额(剩余 ${decision.leftFen} 分)`,
            'zh-TW': `超過可退金額（剩餘 ${decision.leftFen} 分）`,
            en: `above what is left of the payment (${decision.leftFen} fen)`,
          }[locale],
        },
      ]
  }
}
