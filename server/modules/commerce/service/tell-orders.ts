import { recordEvents } from '#modules/collect/service.ts'
import type { NewEvent } from '#modules/collect/service.ts'
import type { TxCtx } from '#platform/ctx.ts'
import { decide } from '../model/order.ts'
import type { Decision, Order, Source } from '../model/order.ts'
import type { OrderInput } from '../model/order-input.ts'
import { insertOrders, lockOrders, updateOrders } from '../store/orders.ts'
import { noticeProducts } from '../store/products.ts'

/** Somebody else told of the same new order at the same instant: look again, and it is known. */
const TRIES = 5

/**
 * Decides and stores what a batch of reports makes of the orders; answers a decision per report, in
 * the order told. Two reports of one order in one batch are taken one after the other.
 */
export async function tellOrders(
  tx: TxCtx,
  told: readonly OrderInput[],
  source: Source,
): Promise<Decision[]> {
  const ids = [...new Set(told.map((order) => order.orderId))]
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const known = await lockOrders(tx, ids)
    const isNew = new Set(ids.filter((id) => !known.has(id)))
    const { decisions, now } = decideAll(known, told, source)
    const made = await insertOrders(
      tx,
      [...now.values()].filter((order) => isNew.has(order.orderId)).map(sealer(tx, told, source)),
    )
    if (made.size < isNew.size && [...isNew].some((id) => now.has(id) && !made.has(id))) continue
    const changed = [...now.values()].filter((order) => !isNew.has(order.orderId))
    await updateOrders(tx, changed)
    await noticeProducts(
      tx,
      decisions.flatMap((d) => (d.kind === 'new' || d.kind === 'moved' ? d.order.products : [])),
    )
    return decisions
  }
  throw new Error(`orders kept changing under ${TRIES} attempts`)
}

/** An event knows its person at once; a report keeps its identifiers, sealed, until it is resolved. */
function sealer(tx: TxCtx, told: readonly OrderInput[], source: Source) {
  const identifiers = new Map(told.map((order) => [order.orderId, order.identifiers]))
  return (order: Order) => ({
    ...order,
    identifiersSealed:
      source === 'event'
        ? undefined
        : tx.secrets.seal(JSON.stringify(identifiers.get(order.orderId) ?? [])),
  })
}

/** `now` holds only what must be written. */
function decideAll(
  known: ReadonlyMap<string, Order>,
  told: readonly OrderInput[],
  source: Source,
): { decisions: Decision[]; now: Map<string, Order> } {
  const now = new Map<string, Order>()
  const decisions = told.map((order) => {
    const decision = decide(now.get(order.orderId) ?? known.get(order.orderId), order, source)
    if (decision.kind === 'new' || decision.kind === 'moved') now.set(order.orderId, decision.order)
    if (decision.kind === 'same' && decision.filled) now.set(order.orderId, decision.order)
    return decision
  })
  return { decisions, now }
}

const EVENT_OF = {
  submitted: 'order_submitted',
  paid: 'order_paid',
  cancelled: 'order_cancelled',
} as const

/** The event of a report. One order is paid once: its message id says so, whoever reports it. */
export function eventOf(told: OrderInput, order: Order): NewEvent {
  const at = { submitted: told.submittedAt, paid: told.paidAt, cancelled: told.cancelledAt }[
    told.status
  ]
  return {
    event: EVENT_OF[told.status],
    messageId: `order:${told.orderId}:${told.status}`,
    ...(at === undefined ? {} : { at: new Date(at) }),
    identifiers: told.identifiers,
    history: told.history,
    properties: propertiesOf(order),
  }
}

export const yuan = (fen: number): number => fen / 100

const propertiesOf = (order: Order): Record<string, unknown> => ({
  ...order.properties,
  order_id: order.orderId,
  pay_amount: yuan(order.payFen),
  pay_fen: order.payFen,
  currency: order.currency,
  products: order.products.map((line) => ({
    product_id: line.productId,
    ...(line.name === undefined ? {} : { name: line.name }),
    ...(line.category === undefined ? {} : { category: line.category }),
    quantity: line.quantity,
    ...(line.priceFen === undefined ? {} : { price: yuan(line.priceFen) }),
  })),
  ...(order.couponGrantIds.length > 0 ? { coupon_grant_ids: order.couponGrantIds } : {}),
  ...(order.storeId === undefined ? {} : { store_id: order.storeId }),
  ...(order.guideId === undefined ? {} : { guide_id: order.guideId }),
})

/**
 * Records what happened; answers where the path of events has it. When every report was known
 * already, the last one's event is sent again: it counts once by its id, and the answer's position
 * lies behind the first sending, so that whoever retries can still wait for it.
 */
export async function record(
  tx: TxCtx,
  fresh: readonly NewEvent[],
  known: readonly NewEvent[],
): Promise<string> {
  const events = fresh.length > 0 ? [...fresh] : known.slice(-1)
  if (events.length === 0) return '0'
  const { position } = await recordEvents(tx, events, { source: 'api', channel: 'server' })
  return position
}
