import { fenOfYuan } from '#kernel/money.ts'
import { OrderInput, RefundInput } from './order-input.ts'

/**
 * Orders also arrive as events of an SDK or a webhook. Reads what `order_paid`, `order_submitted`
 * and `order_cancelled` say; `undefined` when there is no order in it.
 */
export function orderToldBy(event: {
  event: string
  at: Date
  properties: Readonly<Record<string, unknown>>
  history: boolean
}): OrderInput | undefined {
  const status = STATUS_OF[event.event]
  if (status === undefined) return undefined
  const p = event.properties
  const parsed = OrderInput.safeParse({
    orderId: p.order_id,
    status,
    ...(status === 'paid' ? { paidAt: event.at.toISOString() } : {}),
    ...(status === 'submitted' ? { submittedAt: event.at.toISOString() } : {}),
    ...(status === 'cancelled' ? { cancelledAt: event.at.toISOString() } : {}),
    payFen: fenOf(p.pay_fen, p.pay_amount ?? p.amount),
    ...(typeof p.currency === 'string' ? { currency: p.currency } : {}),
    products: linesOf(p.products),
    // The identifiers were evidence long before this; the order needs one only to be well formed.
    identifiers: [{ kind: 'anonymous_id', value: 'of the event' }],
    couponGrantIds: textsOf(p.coupon_grant_ids),
    ...(isId(p.store_id) ? { storeId: p.store_id } : {}),
    ...(isId(p.guide_id) ? { guideId: p.guide_id } : {}),
    history: event.history,
  })
  return parsed.success ? parsed.data : undefined
}

const STATUS_OF: Readonly<Record<string, OrderInput['status']>> = {
  order_submitted: 'submitted',
  order_paid: 'paid',
  order_cancelled: 'cancelled',
}

const isId = (value: unknown): value is string | number =>
  (typeof value === 'string' && value.trim() !== '') || Number.isSafeInteger(value)

const fenOf = (fen: unknown, yuan: unknown): number =>
  typeof fen === 'number' && Number.isSafeInteger(fen) ? fen : (fenOfYuan(yuan) ?? 0)

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string' && v !== '') : []

function linesOf(value: unknown) {
  if (!Array.isArray(value)) return []
  return value.flatMap((raw: unknown) => {
    const line = typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {}
    const { product_id: productId, name, category, quantity, price } = line
    if (!isId(productId)) return []
    return [
      {
        productId,
        ...(typeof name === 'string' ? { name } : {}),
        ...(typeof category === 'string' ? { category } : {}),
        ...(Number.isSafeInteger(quantity) && Number(quantity) > 0
          ? { quantity: Number(quantity) }
          : {}),
        ...(typeof price === 'number' && price >= 0 ? { price } : {}),
      },
    ]
  })
}

/** Without an id of its own a refund is known by the message that told of it. */
export function refundToldBy(event: {
  messageId: string
  at: Date
  properties: Readonly<Record<string, unknown>>
  history: boolean
}): RefundInput | undefined {
  const { order_id: orderId, refund_id: refundId, refund_fen: fen, amount } = event.properties
  const parsed = RefundInput.safeParse({
    orderId,
    refundId: refundId ?? event.messageId,
    refundFen: Number.isSafeInteger(fen) ? fen : fenOfYuan(amount),
    refundedAt: event.at.toISOString(),
    history: event.history,
  })
  return parsed.success ? parsed.data : undefined
}
