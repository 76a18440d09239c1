import { must } from '#kernel/assert.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { ResolvedEvent } from '#platform/event.ts'
import type { Stage } from '#platform/module.ts'
import { fenOfYuan } from '#kernel/money.ts'
import { RefundInput } from './model/order-input.ts'
import { orderToldBy } from './model/told-by-event.ts'
import { tellOrders } from './service/tell-orders.ts'
import { tellRefunds } from './service/refunds.ts'
import { keepContradictions } from './store/contradictions.ts'
import { attachOwners } from './store/orders.ts'

const ORDER_EVENTS: ReadonlySet<string> = new Set([
  'order_submitted',
  'order_paid',
  'order_cancelled',
])

/**
 * The other way in: an SDK or webhook reports an order as an event. And for orders told by API, the
 * event they made comes by here with its person, which is how the order learns whose it is.
 */
export const commerceStage: Stage = {
  async project(tx, events) {
    const orders = events.filter((e) => ORDER_EVENTS.has(e.event))
    if (orders.length > 0) await projectOrders(tx, orders)
    const refunds = events.filter((e) => e.event === 'refund_completed')
    if (refunds.length > 0) await projectRefunds(tx, refunds)
  },
}

async function projectOrders(tx: TxCtx, events: readonly ResolvedEvent[]): Promise<void> {
  const foreign = events.flatMap((event) => {
    const told = isOurs(event) ? undefined : orderToldBy(event)
    return told ? [{ event, told }] : []
  })
  if (foreign.length > 0) {
    const decisions = await tellOrders(
      tx,
      foreign.map(({ told }) => told),
      'event',
    )
    await keepContradictions(
      tx,
      foreign.flatMap(({ event, told }, i) => {
        const decision = must(decisions[i], 'a decision per event')
        return decision.kind === 'contradiction'
          ? [
              {
                orderId: told.orderId,
                messageId: event.messageId,
                difference: decision.difference,
              },
            ]
          : []
      }),
    )
  }
  await attachOwners(tx, firstOwners(events))
}

const isOurs = ({ messageId, properties }: ResolvedEvent): boolean =>
  messageId.startsWith(`order:${String(properties.order_id)}:`)

function firstOwners(events: readonly ResolvedEvent[]) {
  const owners = new Map<string, { orderId: string; identId: string; personId: string }>()
  for (const { properties, identId, personId } of events) {
    const orderId = String(properties.order_id)
    if (!owners.has(orderId)) owners.set(orderId, { orderId, identId, personId })
  }
  return [...owners.values()]
}

/** Refunds reported by events; those told by API are stored already and come out as known. */
async function projectRefunds(tx: TxCtx, events: readonly ResolvedEvent[]): Promise<void> {
  const told = events.flatMap((event) => {
    const { order_id: orderId, refund_id: refundId, refund_fen: fen, amount } = event.properties
    const parsed = RefundInput.safeParse({
      orderId,
      refundId: refundId ?? event.messageId,
      refundFen: Number.isSafeInteger(fen) ? fen : fenOfYuan(amount),
      refundedAt: event.at.toISOString(),
      history: event.history,
    })
    return parsed.success ? [parsed.data] : []
  })
  if (told.length > 0) await tellRefunds(tx, told)
}
