import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, uuid } from '#kernel/sql.ts'
import { recordEvents } from '#modules/collect/service.ts'
import { ensurePerson, merge } from '#modules/identity/service.ts'
import { apiOf } from '#platform/testing/api.ts'
import type { Api } from '#platform/testing/api.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { orderOf } from './service.ts'

let server: TestServer
let api: Api
beforeAll(async () => {
  server = await testServer()
  api = await apiOf(server)
})
afterAll(() => server[Symbol.asyncDispose]())

const order = (orderId: string, over: Record<string, unknown> = {}) => ({
  orderId,
  paidAt: '2026-03-01T10:00:00+08:00',
  payAmount: 99,
  products: [
    { productId: 'bk001', name: '月亮掉进了鱼缸', category: '童书', price: 49.5, quantity: 2 },
  ],
  identifiers: [{ kind: 'user_id', value: `buyer-of-${orderId}` }],
  ...over,
})

const events = (event: string) =>
  server.rt.ch.query<{ message_id: string; properties: Record<string, unknown> }>(sql`
    SELECT message_id, properties FROM events
    WHERE workspace_id = ${uuid(api.workspaceId)} AND event = ${{ kind: 'value', type: 'String', value: event }}
    ORDER BY message_id`)

test('an order told of is stored, its event has a person, and the order learns whose it is', async () => {
  const made = await api.post('/api/orders', order('T1'))
  expect(made).toMatchObject({ status: 200, body: { orderId: 'T1', outcome: 'created' } })
  expect(Number(made.body.position)).toBeGreaterThan(0)
  await server.settle()
  const { body } = await api.get('/api/orders/T1')
  expect(body).toMatchObject({
    state: 'paid',
    payFen: 9_900,
    orderNumberOfPerson: 1,
    paidAt: '2026-03-01T02:00:00.000Z',
    products: [{ productId: 'bk001', quantity: 2, priceFen: 4_950 }],
  })
  expect(body.personId).toMatch(/^\d+$/)
  const [event] = await events('order_paid')
  expect(event).toMatchObject({
    message_id: 'order:T1:paid',
    properties: { order_id: 'T1', pay_fen: '9900' },
  })
})

test('told twenty times at once it is one order and one event', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => api.post('/api/orders', order('T2'))),
  )
  expect(answers.every((a) => a.status === 200)).toBe(true)
  expect(answers.filter((a) => a.body.outcome === 'created')).toHaveLength(1)
  await server.settle()
  expect((await events('order_paid')).filter((e) => e.message_id === 'order:T2:paid')).toHaveLength(
    1,
  )
})

test('told differently it is a conflict that names the difference, and nothing changes', async () => {
  await api.post('/api/orders', order('T3'))
  const answer = await api.post('/api/orders', order('T3', { payAmount: 1 }), {
    'accept-language': 'zh',
  })
  expect(answer).toMatchObject({
    status: 409,
    body: {
      code: 'contradiction',
      difference: [{ field: 'payFen', known: 9_900, sent: 100 }],
      errors: [{ field: 'payFen' }],
    },
  })
  expect((await orderOf(api.ctx(), 'T3'))?.payFen).toBe(9_900)
})

test('in a batch a bad order costs only itself, and says where and why', async () => {
  await api.post('/api/orders', order('T4'))
  const { status, body } = await api.post(
    '/api/orders/batch',
    {
      orders: [
        order('T5'),
        { ...order('T6'), payAmount: 'ninety' },
        order('T4', { payAmount: 1 }),
        order('T4'),
        { ...order('T7'), identifiers: [] },
        order('T8', { status: 'submitted', paidAt: undefined }),
        order('T8', { payAmount: 80 }),
      ],
    },
    { 'accept-language': 'en' },
  )
  expect(status).toBe(200)
  expect(body).toMatchObject({ accepted: 4, unchanged: 1 })
  const refused = body.refused as { index: number; field: string; reason: string }[]
  expect(refused.map(({ index, field }) => [index, field])).toEqual([
    [1, 'payAmount'],
    [2, 'payFen'],
    [4, 'identifiers'],
  ])
  expect(refused[1]?.reason).toContain('9900')
  expect(await orderOf(api.ctx(), 'T8')).toMatchObject({ state: 'paid', payFen: 8_000 })
})

test('a missing amount names the field in the caller’s language', async () => {
  const answer = await api.post('/api/orders', { ...order('T9'), payAmount: undefined })
  expect(answer.status).toBe(400)
  expect(answer.body.errors).toMatchObject([{ field: 'payFen' }])
})

test('more than a thousand at once are refused whole', async () => {
  const orders = Array.from({ length: 1_001 }, (_, i) => order(`B${i}`))
  const answer = await api.post('/api/orders/batch', { orders })
  expect(answer.status).toBe(400)
  expect(answer.body.errors).toMatchObject([{ field: 'orders' }])
})

test('refunds come in parts, each once, never above what was paid', async () => {
  await api.post('/api/orders', order('R1'))
  const refund = (refundId: string, refundFen: number, orderId = 'R1') =>
    api.post('/api/orders/refunds', {
      orderId,
      refundId,
      refundFen,
      refundedAt: '2026-03-02T00:00:00Z',
    })
  expect((await refund('r1', 4_000)).body).toMatchObject({
    outcome: 'created',
    state: 'partly_refunded',
  })
  expect((await refund('r1', 4_000)).body).toMatchObject({
    outcome: 'unchanged',
    refundedFen: 4_000,
  })
  expect(await refund('r1', 4_001)).toMatchObject({ status: 409, body: { code: 'contradiction' } })
  expect(await refund('r2', 6_000)).toMatchObject({
    status: 409,
    body: { code: 'above_paid', leftFen: 5_900 },
  })
  expect((await refund('r3', 5_900)).body).toMatchObject({ state: 'refunded', refundedFen: 9_900 })
  expect((await refund('r4', 1)).status).toBe(409)
  expect((await refund('r5', 1, 'none')).status).toBe(404)
  await server.settle()
  const seen = (await events('refund_completed')).map((e) => e.message_id)
  expect(seen).toEqual(['refund:r1', 'refund:r3'])
  expect((await api.get('/api/orders/R1')).body.refunds).toHaveLength(2)
})

test('thirty refunds at once of an order of 99 yuan give back no more than that', async () => {
  await api.post('/api/orders', order('R2'))
  await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      api.post('/api/orders/refunds', {
        orderId: 'R2',
        refundId: `many-${i}`,
        refundFen: 1_000,
        refundedAt: '2026-03-02T00:00:00Z',
      }),
    ),
  )
  expect(await orderOf(api.ctx(), 'R2')).toMatchObject({
    refundedFen: 9_000,
    state: 'partly_refunded',
  })
})

const bySdk = (orderId: string, properties: Record<string, unknown>, at: string) =>
  api.ctx().transact((tx) =>
    recordEvents(
      tx,
      [
        {
          event: 'order_paid',
          messageId: `sdk-${orderId}-${JSON.stringify(properties).length}`,
          at: new Date(at),
          identifiers: [{ kind: 'user_id', scope: '', value: `sdk-${orderId}` }],
          properties: { order_id: orderId, pay_fen: 9_900, ...properties },
        },
      ],
      { source: 'web shop', channel: 'web' },
    ),
  )

test('an order seen in an event becomes a row; the shop’s own telling completes it', async () => {
  await bySdk('S1', {}, '2026-03-01T02:00:03Z')
  await server.settle()
  expect(await orderOf(api.ctx(), 'S1')).toMatchObject({ state: 'paid', source: 'event' })
  expect((await api.post('/api/orders', order('S1'))).body.outcome).toBe('unchanged')
  expect(await orderOf(api.ctx(), 'S1')).toMatchObject({
    source: 'api',
    paidAt: '2026-03-01T02:00:00.000Z',
    products: [{ productId: 'bk001' }],
  })
})

test('an event that tells of another sum is kept beside the order, which stands', async () => {
  await api.post('/api/orders', order('S2'))
  await bySdk('S2', { pay_fen: 1 }, '2026-03-01T02:00:03Z')
  await server.settle()
  const { body } = await api.get('/api/orders/S2')
  expect(body).toMatchObject({
    payFen: 9_900,
    contradictions: [{ difference: [{ field: 'payFen', known: 9_900, sent: 1 }] }],
  })
})

test('her second order is the second, also after two people turn out to be one', async () => {
  const told = (id: string, kind: string, value: string, paidAt: string) =>
    api.post('/api/orders', order(id, { identifiers: [{ kind, value }], paidAt }))
  await told('N1', 'user_id', 'nora', '2026-02-01T00:00:00Z')
  await told('N2', 'phone', '13700137000', '2026-02-02T00:00:00Z')
  await server.settle()
  expect((await orderOf(api.ctx(), 'N2'))?.orderNumberOfPerson).toBe(1)
  const who = (kind: 'user_id' | 'phone', value: string) =>
    api.ctx().transact((tx) => ensurePerson(tx, [{ kind, scope: '', value }]))
  const [a, b] = [await who('user_id', 'nora'), await who('phone', '13700137000')]
  await merge(api.ctx(), { a, b, why: 'her phone' })
  await server.settle()
  expect((await orderOf(api.ctx(), 'N1'))?.orderNumberOfPerson).toBe(1)
  expect((await orderOf(api.ctx(), 'N2'))?.orderNumberOfPerson).toBe(2)
})

test('products come by API and CSV, and orders teach the catalogue what it does not know', async () => {
  await api.put('/api/products/bk100', {
    name: '火山',
    category: '科普',
    priceFen: 4_580,
    tags: ['绘本'],
  })
  const csv =
    '商品编号,商品名称,类目,价格,标签\nbk101,驿站一千年,历史,59.8,"通史,社会史"\n,无编号,历史,1,\nbk102,坏价格,历史,abc,'
  const { body } = await api.post('/api/products/csv', { csv })
  expect(body).toMatchObject({
    accepted: 1,
    refused: [
      { line: 3, field: 'productId' },
      { line: 4, field: 'priceFen' },
    ],
  })
  expect((await api.get('/api/products/bk101')).body).toMatchObject({
    priceFen: 5_980,
    tags: ['通史', '社会史'],
  })
  expect((await api.get('/api/products/bk001')).body).toMatchObject({
    origin: 'order',
    category: '童书',
  })
  const list = await api.get('/api/products?category=历史&sort=priceFen')
  expect(list.body).toMatchObject({ total: 1, items: [{ productId: 'bk101' }] })
})

test('a file of orders comes in whole, by line, and again changes nothing', async () => {
  const csv = [
    '订单号,支付时间,实付金额,商品编号,商品名称,数量,单价,手机号',
    'C1,2026-01-05 10:30:00,,bk201,甲,1,30,13600136000',
    'C2,2026/1/6,20,bk202,乙,1,20,13600136001',
    'C1,2026-01-05 10:30:00,,bk203,丙,2,15.5,13600136000',
    'C3,yesterday,20,bk202,乙,1,20,13600136001',
    'C4,2026-01-07,5,bk202,乙,1,5,',
  ].join('\n')
  const first = await api.post('/api/orders/csv', { csv })
  expect(first.body).toMatchObject({
    accepted: 2,
    unchanged: 0,
    refused: [
      { line: 5, field: 'paidAt' },
      { line: 6, field: 'identifiers' },
    ],
  })
  expect((await api.get('/api/orders/C1')).body).toMatchObject({
    payFen: 6_100,
    paidAt: '2026-01-05T02:30:00.000Z',
    history: true,
    products: [{ productId: 'bk201' }, { productId: 'bk203', quantity: 2, priceFen: 1_550 }],
  })
  expect((await api.post('/api/orders/csv', { csv })).body).toMatchObject({
    accepted: 2,
    unchanged: 2,
  })
})

test('orders are found by state, product, person and time', async () => {
  const first = (await api.get('/api/orders?state=refunded')).body
  expect(first).toMatchObject({ total: 1, items: [{ orderId: 'R1' }] })
  expect((await api.get('/api/orders?productId=bk001&limit=1')).body).toMatchObject({ next: 'o1' })
  expect(
    (await api.get('/api/orders?from=2026-02-01T00:00:00Z&to=2026-02-03T00:00:00Z')).body.total,
  ).toBe(2)
})
