import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Mapping } from '../../model/mapping/mapping.ts'
import { eachAt, valueAt } from '../../model/mapping/path.ts'
import { TRANSFORMS, made } from '../../model/mapping/transform.ts'
import { webhook } from './dialect.ts'

const arrival = {
  receivedAt: new Date('2026-03-02T02:00:00Z'),
  ...{ source: 'shop', channel: '', history: false, position: '7' },
}

/** As a shop system tells of a paid order: in fen, by local time, its parts inside a text. */
const ORDER = {
  type: 'TRADE_PAID',
  msg: JSON.stringify({
    order: { tid: 'E2026', pay_time: '2026-03-01 08:30:05', payment: '129.00', status: 'PAID' },
    buyer: { mobile: '138 0013 8000', open_id: 'o-1' },
    items: [
      { num_iid: 7, title: '夜航船', price: '58.50', num: 2 },
      { num_iid: 8, title: '陶庵梦忆', price: '12.00', num: 1 },
    ],
  }),
}
const MAPPING = Mapping.parse({
  cases: [
    { when: [{ path: 'type', op: 'is', value: 'HEARTBEAT' }] },
    {
      when: [{ path: 'msg.order.status', op: 'one_of', values: ['PAID', 'DONE'] }],
      as: {
        event: 'order_paid',
        identifiers: [
          { kind: 'openid', path: 'msg.buyer.open_id', scope: 'wx1' },
          { kind: 'phone', path: 'msg.buyer.mobile' },
        ],
        time: { path: 'msg.order.pay_time', format: 'local' },
        messageId: ['msg.order.tid', 'type'],
        properties: [
          { to: 'order_id', path: 'msg.order.tid' },
          { to: 'pay_amount', path: 'msg.order.payment', as: 'number' },
          { to: 'state', path: 'msg.order.status', table: { PAID: '已付款' } },
          { to: 'shop', constant: '旗舰店' },
          {
            ...{ to: 'products', each: 'msg.items' },
            fields: [
              { to: 'product_id', path: 'num_iid', as: 'text' },
              { to: 'name', path: 'title' },
              { to: 'price', path: 'price', as: 'number' },
              { to: 'quantity', path: 'num', as: 'integer' },
            ],
          },
        ],
      },
    },
  ],
})
const read = (...batch: unknown[]) => webhook.parse({ batch, mapping: MAPPING }, arrival, 0)

test('a shop’s own payload becomes an order: whose, when, how much, of what', () => {
  const { events, refused } = read(ORDER)
  expect(refused).toEqual([])
  expect(events[0]).toMatchObject({
    ...{ event: 'order_paid', messageId: 'E2026:TRADE_PAID', channel: 'server' },
    at: new Date('2026-03-01T00:30:05Z'),
    identifiers: [
      { kind: 'openid', scope: 'wx1', value: 'o-1' },
      { kind: 'phone', scope: '', value: '+8613800138000' },
    ],
    properties: {
      ...{ order_id: 'E2026', pay_amount: 129, pay_fen: 12_900, state: '已付款', shop: '旗舰店' },
      products: [
        { product_id: '7', name: '夜航船', price: 58.5, price_fen: 5_850, quantity: 2 },
        { product_id: '8', name: '陶庵梦忆', price: 12, price_fen: 1_200, quantity: 1 },
      ],
    },
  })
})

test('what is like no case, or names nobody, is refused by itself, with the place that is wrong', () => {
  const msg = JSON.stringify({ order: { tid: 'x', status: 'PAID' } })
  expect(read(ORDER, { type: 'OTHER' }, { type: 'T', msg }).refused).toMatchObject([
    { index: 1, field: '', reason: 'no case of the mapping is like it' },
    { index: 2, field: 'msg.buyer.open_id, msg.buyer.mobile', reason: 'names nobody' },
  ])
})

test('a repeat without an id of its own is the same message, whatever the order of arrival', () => {
  const mapping = Mapping.parse({
    cases: [{ as: { event: 'x', identifiers: [{ kind: 'user_id', path: 'u' }] } }],
  })
  const ids = [arrival, { ...arrival, position: '9' }].map(
    (when) => webhook.parse({ batch: [{ u: 'a', n: 1 }], mapping }, when, 0).events[0]?.messageId,
  )
  expect(ids[0]).toMatch(/^h[0-9a-f]{32}$/)
  expect(ids[0]).toBe(ids[1])
})

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(null, 0, -1, 1e308, '', 'null', '\0', '\ud800', '[', '{', '[1', '{}', [], {}),
)

test('whatever a payload has anywhere, reading it neither throws nor loses it', () => {
  const around = fc.record(
    { type: hostile, msg: hostile, u: hostile, constructor: hostile, __proto__: hostile },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(around, hostile), { maxLength: 5 }), (batch) => {
      const { events, refused } = read(...batch)
      expect(events.filter(Boolean).length + refused.length).toBe(batch.length)
    }),
  )
})

/** Obviously right for objects whose names have neither dots nor brackets. */
const naive = (value: unknown, steps: readonly (string | number)[]): unknown =>
  steps.reduce<unknown>(
    (at, step) =>
      typeof at === 'object' && at !== null && Object.keys(at).includes(String(step))
        ? (at as Record<string | number, unknown>)[step]
        : undefined,
    value,
  )

test('a path leads where one would walk by hand', () => {
  const key = fc.constantFrom('a', 'b', 'constructor', '__proto__', 'length')
  const step = fc.oneof(key, fc.nat(2))
  const tree = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.integer(),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('node')),
      fc.array(tie('node'), { maxLength: 3 }),
    ),
  })).node
  fc.assert(
    fc.property(tree, fc.array(step, { minLength: 1, maxLength: 4 }), (value, steps) => {
      const path = steps
        .map((one, i) => (typeof one === 'number' ? `[${one}]` : i === 0 ? one : `.${one}`))
        .join('')
      expect(valueAt(value, path)).toEqual(naive(value, steps))
    }),
  )
})

test('a star is each of a list, and a list is as many events', () => {
  const payload = { data: { rows: [{ id: 1 }, { id: 2 }] } }
  expect(valueAt(payload, 'data.rows[*].id')).toEqual([1, 2])
  expect(eachAt(payload, 'data.rows')).toHaveLength(2)
  expect(eachAt(payload, 'data')).toHaveLength(1)
  expect(eachAt(payload, 'nothing')).toEqual([])
})

test.each([
  ['1,234.50', 'yuan_to_fen', 123_450],
  ['1234', 'fen_to_yuan', 12.34],
  ['是', 'boolean', true],
  ['no', 'boolean', false],
  ['7.6', 'integer', 8],
  ['A@B.CN', 'lower', 'a@b.cn'],
  ['a，b; c', 'list', ['a', 'b', 'c']],
  ['free', 'number', 'free'],
  [7, 'text', '7'],
] as const)('%s as %s is %j', (value, as, wanted) => expect(made(value, as)).toEqual(wanted))

test('every transform takes every value', () => {
  fc.assert(
    fc.property(fc.anything(), fc.constantFrom(...TRANSFORMS), (value, as) => {
      made(value, as)
    }),
  )
})
