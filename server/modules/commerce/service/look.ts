import { refusals } from '#kernel/refusal.ts'
import { offsetOf, pageFrom } from '#kernel/page.ts'
import type { Ctx } from '#platform/ctx.ts'
import { COMMERCE_REFUSALS } from '../contract.ts'
import type { OrderView } from '../contract.ts'
import { contradictionsOf } from '../store/contradictions.ts'
import * as store from '../store/orders.ts'
import type { NumberedOrder, OrderFilter } from '../store/orders.ts'
import { refundsOf } from '../store/refunds.ts'

const refuse = refusals(COMMERCE_REFUSALS)

export async function listOrders(
  ctx: Ctx,
  input: OrderFilter & {
    cursor?: string | undefined
    limit: number
    sort: 'time' | 'payFen'
    order: 'asc' | 'desc'
  },
) {
  const offset = offsetOf(input.cursor)
  const { sort, order, limit } = input
  const rows = await store.listOrders(ctx, input, { sort, order, limit: limit + 1, offset })
  const { items, next } = pageFrom(rows, limit, offset)
  return { items: items.map(viewOf), next, total: await store.countOrders(ctx, input) }
}

export async function getOrder(ctx: Ctx, { orderId }: { orderId: string }) {
  const order = (await store.findOrder(ctx, orderId)) ?? refuse.no_such_order({ orderId })
  return {
    ...viewOf(order),
    refunds: await refundsOf(ctx, orderId),
    contradictions: await contradictionsOf(ctx, orderId),
  }
}

const viewOf = (order: NumberedOrder): OrderView => ({
  orderId: order.orderId,
  state: order.state,
  personId: order.personId ?? null,
  orderNumberOfPerson: order.orderNumberOfPerson ?? null,
  currency: order.currency,
  payFen: order.payFen,
  refundedFen: order.refundedFen,
  products: order.products.map((line) => ({
    productId: line.productId,
    name: line.name ?? null,
    category: line.category ?? null,
    quantity: line.quantity,
    priceFen: line.priceFen ?? null,
  })),
  couponGrantIds: [...order.couponGrantIds],
  storeId: order.storeId ?? null,
  guideId: order.guideId ?? null,
  properties: { ...order.properties },
  submittedAt: order.submittedAt ?? null,
  paidAt: order.paidAt ?? null,
  cancelledAt: order.cancelledAt ?? null,
  source: order.source,
  history: order.history,
})
