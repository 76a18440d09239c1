/**
 * How senders' own names become ours, as data. Unknown names pass untouched. Sources: the Segment
 * e-commerce specification v2 with its older aliases; RudderStack and PostHog publish the same list.
 * A trap worth knowing: "Order Completed" is a paid order, not one that was received.
 */
export const CANONICAL_EVENTS: Readonly<Record<string, string>> = {
  'products searched': 'products_searched',
  'product list viewed': 'product_list_viewed',
  'viewed product category': 'product_list_viewed',
  'product list filtered': 'product_list_viewed',
  'promotion viewed': 'promotion_viewed',
  'viewed promotion': 'promotion_viewed',
  'promotion clicked': 'promotion_clicked',
  'clicked promotion': 'promotion_clicked',
  'product clicked': 'product_clicked',
  'clicked product': 'product_clicked',
  'product viewed': 'product_viewed',
  'viewed product': 'product_viewed',
  'product added': 'product_added',
  'added product': 'product_added',
  'product removed': 'product_removed',
  'removed product': 'product_removed',
  'cart viewed': 'cart_viewed',
  'checkout started': 'checkout_started',
  'started order': 'checkout_started',
  'payment info entered': 'payment_started',
  'order submitted': 'order_submitted',
  'order completed': 'order_paid',
  'completed order': 'order_paid',
  'order fulfilled': 'order_shipped',
  'order cancelled': 'order_cancelled',
  'order refunded': 'refund_completed',
  'refunded order': 'refund_completed',
  'coupon applied': 'coupon_applied',
  'coupon denied': 'coupon_denied',
  'product added to wishlist': 'favorite_added',
  'product removed from wishlist': 'favorite_removed',
  'product shared': 'content_shared',
  'cart shared': 'content_shared',
  'product reviewed': 'product_reviewed',
  'application opened': 'app_launched',
  'application backgrounded': 'app_hidden',
  'signed up': 'account_signed_up',
  'signed in': 'account_logged_in',
  'invite sent': 'invite_sent',
  'page loaded': 'page_viewed',
  'page unloaded': 'page_left',
}

/** Calls that carry no name of their own. */
export const EVENT_OF_CALL = {
  identify: 'identified',
  page: 'page_viewed',
  screen: 'page_viewed',
  group: 'group_joined',
  alias: 'id_bound',
} as const

/** Our property ← the first of these that is there. */
export const CANONICAL_PROPERTIES: Readonly<
  Record<string, Readonly<Record<string, readonly string[]>>>
> = {
  product_viewed: { product_id: ['product_id', 'productId', 'sku', 'id'] },
  product_added: { product_id: ['product_id', 'productId', 'sku', 'id'] },
  product_removed: { product_id: ['product_id', 'productId', 'sku', 'id'] },
  product_clicked: { product_id: ['product_id', 'productId', 'sku', 'id'] },
  order_submitted: {
    order_id: ['order_id', 'orderId', 'order_no'],
    amount: ['amount', 'total', 'revenue', 'value'],
  },
  order_paid: {
    order_id: ['order_id', 'orderId', 'order_no'],
    pay_amount: ['pay_amount', 'total', 'revenue', 'order_actual_amount', 'value'],
  },
  order_cancelled: { order_id: ['order_id', 'orderId', 'order_no'] },
  refund_completed: {
    order_id: ['order_id', 'orderId', 'order_no'],
    refund_id: ['refund_id', 'refundId'],
    amount: ['amount', 'refund_amount', 'total', 'revenue', 'value'],
  },
}

/** Amounts in yuan, and the integer fen kept beside each. */
export const MONEY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  product_viewed: { price: 'price_fen' },
  product_added: { price: 'price_fen' },
  product_removed: { price: 'price_fen' },
  order_submitted: { amount: 'amount_fen' },
  order_paid: { pay_amount: 'pay_fen' },
  refund_completed: { amount: 'refund_fen' },
}
