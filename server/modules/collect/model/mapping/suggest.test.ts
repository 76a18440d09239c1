import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Mapping } from './mapping.ts'
import { suggestedMapping as suggested } from './suggest.ts'

const suggestedMapping = (payload: unknown) => suggested(payload, 'Asia/Shanghai')

test('a paid order of a shop gets whom, when, which order, what was paid and its products', () => {
  const order = {
    type: 'trade_TradePaid',
    msg_id: 'm-1',
    data: {
      tid: 'E2026',
      total_fee: '138.00',
      payment: '129.00',
      pay_time: '2026-03-01 08:30:00',
      buyerPhone: '13800138000',
      items: [{ sku: 'A', num: 2, price: '64.50' }],
    },
  }
  expect(suggestedMapping(order)).toEqual({
    events: '',
    cases: [
      {
        when: [{ path: 'type', op: 'is', value: 'trade_TradePaid' }],
        as: {
          ...{ type: 'track', event: 'order_paid' },
          identifiers: [{ kind: 'phone', path: 'data.buyerPhone', scope: '' }],
          time: { path: 'data.pay_time', format: 'local', zone: 'Asia/Shanghai' },
          messageId: ['msg_id'],
          properties: [
            { to: 'order_id', path: 'data.tid', as: 'as_is' },
            { to: 'total_fee', path: 'data.total_fee', as: 'number' },
            { to: 'pay_amount', path: 'data.payment', as: 'number' },
            {
              to: 'products',
              each: 'data.items',
              fields: [
                { to: 'product_id', path: 'sku', as: 'as_is' },
                { to: 'quantity', path: 'num', as: 'as_is' },
                { to: 'price', path: 'price', as: 'number' },
              ],
            },
          ],
          attributes: [],
        },
      },
    ],
  })
})

test('a list of events is told by its name, fen by theirs, and seconds by their size', () => {
  const { events, cases } = suggestedMapping({
    page: 1,
    orders: [{ order_no: '7', status: 'refunded', refund_amount_fen: 900, ts: 1_772_000_000 }],
  })
  expect(events).toBe('orders')
  expect(cases[0]?.as).toMatchObject({
    ...{ event: 'refund_completed', identifiers: [] },
    time: { path: 'ts', format: 'seconds' },
    properties: [
      { to: 'order_id', path: 'order_no' },
      { to: 'amount', path: 'refund_amount_fen', as: 'fen_to_yuan' },
    ],
  })
})

test('the columns of a Chinese spreadsheet are told by their names too', () => {
  const row = {
    订单号: 'A1',
    订单状态: '待付款',
    手机号: '13800138000',
    会员卡号: 'V9',
    下单时间: '2026/3/1 8:30',
    实付金额: '129.00',
    备注: '',
  }
  expect(suggestedMapping(row).cases[0]?.as).toMatchObject({
    event: 'order_submitted',
    identifiers: [
      { kind: 'phone', path: '手机号' },
      { kind: 'member_id', path: '会员卡号' },
    ],
    time: { path: '下单时间', format: 'local' },
    properties: [
      { to: 'order_id', path: '订单号' },
      { to: 'amount', path: '实付金额', as: 'number' },
      { to: '备注', path: '备注' },
    ],
  })
})

test('names that are there twice are numbered, and an unknown word becomes the name of its event', () => {
  const { cases } = suggestedMapping({
    event: 'StockLow',
    a: { name: 'x' },
    b: { name: 'y' },
    user_id: 'u',
  })
  expect(cases[0]?.as).toMatchObject({
    event: 'stock_low',
    identifiers: [{ kind: 'user_id', path: 'user_id' }],
    properties: [{ to: 'name' }, { to: 'name_2' }],
  })
})

test('whatever the payload, what is missing of a suggestion is only whom it names and what happened', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (payload) => {
      const { events, cases } = suggestedMapping(payload)
      const whole = cases.map(({ when, as }) => ({
        when,
        as: {
          ...as,
          event: 'x',
          identifiers: [{ kind: 'phone', path: 'x' }],
        },
      }))
      expect(Mapping.safeParse({ events, cases: whole }).error).toBeUndefined()
    }),
  )
})
