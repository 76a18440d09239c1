import { must } from '#kernel/assert.ts'
import { toldByUs } from '#modules/collect/model/happening.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { ResolvedEvent } from '#platform/event.ts'
import type { Stage } from '#platform/module.ts'
import { orderToldBy, refundToldBy } from './model/told-by-event.ts'
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
  project: tell,
  // Who tells again may differ from what is known: that is kept to be seen.
  retold: tell,
}

async function tell(tx: TxCtx, events: readonly ResolvedEvent[]): Promise<void> {
  const orders = events.filter((e) => ORDER_EVENTS.has(e.event))
  if (orders.length > 0) await projectOrders(tx, orders)
  const refunds = events.filter((e) => e.event === 'refund_completed' && !toldByUs(e))
  if (refunds.length > 0) await projectRefunds(tx, refunds)
}

async function projectOrders(tx: TxCtx, events: readonly ResolvedEvent[]): Promise<void> {
  const foreign = events.flatMap((event) => {
    const told = toldByUs(event) ? undefined : orderToldBy(event)
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
                messageId: tellingOf(event),
                difference: decision.difference,
              },
            ]
          : []
      }),
    )
  }
  await attachOwners(tx, firstOwners(events))
}

/** Several senders may contradict, each in its own words. */
const tellingOf = ({ toldAs, messageId }: ResolvedEvent): string => toldAs ?? messageId

function firstOwners(events: readonly ResolvedEvent[]) {
  const owners = new Map<string, { orderId: string; identId: string; personId: string }>()
  for (const { properties, identId, personId } of events) {
    const orderId = String(properties.order_id)
    if (!owners.has(orderId)) owners.set(orderId, { orderId, identId, personId })
  }
  return [...owners.values()]
}

/** Refunds that events report; those told by API were stored before their event came by here. */
async function projectRefunds(tx: TxCtx, events: readonly ResolvedEvent[]): Promise<void> {
  const told = events.flatMap((event) => {
    const refund = refundToldBy(event)
    return refund ? [{ event, refund }] : []
  })
  if (told.length === 0) return
  const { decisions } = await tellRefunds(
    tx,
    told.map(({ refund }) => refund),
  )
  await keepContradictions(
    tx,
    told.flatMap(({ event, refund: { orderId } }, i) => {
      const decision = must(decisions[i], 'a decision per refund')
      return decision.kind === 'contradiction'
        ? [{ orderId, messageId: tellingOf(event), difference: decision.difference }]
        : []
    }),
  )
}
