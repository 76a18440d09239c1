import { expect, test } from 'vitest'
import { canonicalName, canonicalProperties } from './canonical.ts'

test.each([
  ['Order Completed', 'order_paid'],
  ['Completed Order', 'order_paid'],
  ['order refunded', 'refund_completed'],
  ['Product Viewed', 'product_viewed'],
  ['学完一课', '学完一课'],
  ['constructor', 'constructor'],
  ['__proto__', '__proto__'],
])('%s is %s', (given, ours) => expect(canonicalName(given)).toBe(ours))

test('a paid order has its amount as yuan and as integer fen, and so have its products', () => {
  const sent = { orderId: 42, total: '1,234.50', products: [{ product_id: 'p', price: 9.9 }] }
  expect(canonicalProperties('order_paid', sent)).toEqual({
    ...sent,
    ...{ order_id: '42', pay_amount: 1234.5, pay_fen: 123450 },
    products: [{ product_id: 'p', price: 9.9, price_fen: 990 }],
  })
})

test('fen win over yuan where a sender gives both', () => {
  const properties = canonicalProperties('order_paid', { pay_fen: 1999, pay_amount: 19.994 })
  expect(properties).toMatchObject({ pay_fen: 1999, pay_amount: 19.99 })
})

test('an amount that is none stays what it is', () => {
  expect(canonicalProperties('order_paid', { total: 'free' })).toEqual({
    total: 'free',
    pay_amount: 'free',
  })
})

test('products that arrive as texts of JSON are read', () => {
  const { products } = canonicalProperties('order_paid', { products: ['{"product_id":"p"}', '{'] })
  expect(products).toEqual([{ product_id: 'p' }, '{'])
})
