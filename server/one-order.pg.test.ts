import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { sql, str, uuid } from '#kernel/sql.ts'
import { runPipeline } from '#modules/collect/pipeline/run.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { ok, outsider } from './testing/outsider.ts'
import type { Outsider } from './testing/outsider.ts'

/** Law 2 for orders: whoever tells of one, and in whatever order, everybody counts it once. */

let server: TestServer
let shop: Outsider
let journeyId: string
let twice: string

beforeAll(async () => {
  server = await testServer()
  shop = await outsider(server, '潮汐书店')
  twice = await segmentOf('买过两次', 2)
  journeyId = await journeyOnOrders()
})
afterAll(() => server[Symbol.asyncDispose]())

const get = async (path: string) => ok(await shop.get(path))
const post = async (path: string, body: object) => ok(await shop.send('POST', path, body))
const paidTimes = (n: number) => ({
  ...{ kind: 'event', event: 'order_paid', where: [], window: { kind: 'ever' } },
  count: { op: 'gte', n },
})
const segmentOf = async (name: string, n: number) =>
  String((await post('/api/segments', { name, live: true, predicate: paidTimes(n) })).segmentId)

async function journeyOnOrders() {
  const at = (id: string, kind: string, config = {}) => ({ id, kind, config, x: 0, y: 0 })
  const graph = {
    nodes: [at('in', 'event', { event: 'order_paid', where: [] }), at('end', 'exit')],
    edges: [{ from: 'in', exit: 'entered', to: 'end' }],
  }
  const { id } = await post('/api/journeys', { name: '下单之后', graph })
  await post(`/api/journeys/${id}/publish`, {})
  return String(id)
}

interface Order {
  id: string
  who: string
}
/** One telling of an order: where it goes, and what is said. */
interface Telling {
  path: '/v1/batch' | '/v1/import' | '/api/orders' | '/api/orders/refunds'
  body: (order: Order) => object
}

const event = (name: string, messageId: string, properties: object): Telling['body'] => {
  return ({ id, who }) => ({
    ...{ type: 'track', event: name, messageId: `${messageId}-${id}`, userId: who },
    timestamp: server.clock.now().toISOString(),
    properties: { order_id: id, total: 99, ...properties },
  })
}
const report = (more: object): Telling['body'] => {
  return ({ id, who }) => ({
    ...{ orderId: id, payFen: 9_900, paidAt: server.clock.now().toISOString() },
    identifiers: [{ kind: 'user_id', value: who }],
    ...more,
  })
}
const TELLINGS: readonly Telling[] = [
  { path: '/v1/batch', body: event('Order Completed', 'browser', {}) },
  { path: '/v1/batch', body: event('Order Completed', 'browser', {}) },
  { path: '/v1/batch', body: event('order_paid', 'webhook', { pay_amount: 99 }) },
  { path: '/v1/import', body: event('Completed Order', 'file', {}) },
  { path: '/api/orders', body: report({}) },
  { path: '/api/orders', body: report({}) },
]

/** Steps are sent one after another; what is in one step of the collector is one batch. */
async function tell(order: Order, steps: readonly (readonly Telling[])[]) {
  for (const step of steps) {
    for (const path of ['/v1/batch', '/v1/import'] as const) {
      const batch = step.filter((t) => t.path === path).map((t) => t.body(order))
      if (batch.length > 0) await post(path, { batch })
    }
    for (const { path, body } of step) if (path.startsWith('/api')) await post(path, body(order))
    await Promise.all([runPipeline(server.rt), runPipeline(server.rt)])
  }
  await server.settle()
}

async function stored(name: string, orderId: string) {
  const rows = await server.rt.ch.query<{ message_id: string }>(sql`
    SELECT message_id FROM events WHERE workspace_id = ${uuid(shop.workspaceId)}
      AND event = ${str(name)} AND properties.order_id::String = ${str(orderId)}`)
  return rows.map((row) => row.message_id)
}

/** Every way to order the tellings and to cut them into steps. */
const arrivals = fc
  .tuple(
    fc.shuffledSubarray([...TELLINGS], { minLength: 2 }),
    fc.array(fc.boolean(), { minLength: TELLINGS.length, maxLength: TELLINGS.length }),
  )
  .map(([tellings, cuts]) => {
    const steps: Telling[][] = [[]]
    for (const [i, telling] of tellings.entries()) {
      if (i > 0 && cuts[i]) steps.push([])
      steps.at(-1)?.push(telling)
    }
    return steps
  })

let n = 0
const newOrder = (): Order => ({ id: `T${++n}`, who: `buyer-${n}` })
const peopleWhoPaid = async (times: number) =>
  (await post('/api/segments/preview', { predicate: paidTimes(times) })).count

test('an order told by SDK, webhook, file and API, in any order, is one for everybody', async () => {
  const manyAtOnce = fc.array(arrivals, { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(manyAtOnce, async (many) => {
      const orders = many.map((steps) => ({ order: newOrder(), steps }))
      await Promise.all(orders.map(({ order, steps }) => tell(order, steps)))
      for (const { order } of orders) {
        expect(await stored('order_paid', order.id)).toEqual([`order:${order.id}:paid`])
        const personId = must(await shop.personOf('user_id', order.who), 'the buyer')
        expect(await get(`/api/people/${personId}`)).toMatchObject({ orders: 1, paidFen: 9_900 })
        const { items } = (await get(`/api/journey/people/${personId}`)) as { items: object[] }
        expect(items.length).toBeLessThanOrEqual(1)
      }
    }),
    { numRuns: 8 },
  )
  expect([await peopleWhoPaid(1), await peopleWhoPaid(2)]).toEqual([n, 0])
  expect(await get(`/api/segments/${twice}/members`)).toMatchObject({ items: [] })
}, 120_000)

test('told live and first, an order lets in once; known from a file before, it lets nobody in', async () => {
  const [live, old] = [newOrder(), newOrder()]
  const [browser, , , file, api] = TELLINGS as [Telling, ...Telling[]]
  await tell(live, [[browser], [must(api, 'api')], [must(file, 'file')]])
  await tell(old, [[must(file, 'file')], [browser], [must(api, 'api')]])
  const runsOf = async ({ who }: Order) =>
    (
      (await get(`/api/journey/people/${await shop.personOf('user_id', who)}`)) as {
        items: { journeyId: string }[]
      }
    ).items.filter((run) => run.journeyId === journeyId).length
  expect([await runsOf(live), await runsOf(old)]).toEqual([1, 0])
})

test('submitted, cancelled and refunds are one too', async () => {
  const order = newOrder()
  const submitted = report({ status: 'submitted', paidAt: undefined })
  const refund =
    (refundFen: number) =>
    ({ id }: Order) => ({
      ...{ orderId: id, refundId: `R-${id}`, refundFen },
      refundedAt: server.clock.now().toISOString(),
    })
  await tell(order, [
    [{ path: '/v1/batch', body: event('Order Submitted', 's', {}) }],
    [{ path: '/api/orders', body: submitted }],
    [{ path: '/api/orders', body: report({}) }],
    [{ path: '/api/orders/refunds', body: refund(900) }],
    [
      {
        path: '/v1/batch',
        body: event('Order Refunded', 'r', { refund_id: `R-${order.id}`, total: 9 }),
      },
      {
        path: '/v1/batch',
        body: event('Refunded Order', 'r2', { refundId: ` R-${order.id} `, total: 9 }),
      },
    ],
  ])
  expect(await stored('order_submitted', order.id)).toEqual([`order:${order.id}:submitted`])
  expect(await stored('refund_completed', order.id)).toEqual([`refund:R-${order.id}`])
  expect(await get(`/api/orders/${order.id}`)).toMatchObject({ refundedFen: 900 })
  const off = newOrder()
  const cancelled = { status: 'cancelled', cancelledAt: server.clock.now().toISOString() }
  await tell(off, [
    [{ path: '/api/orders', body: report({ ...cancelled, paidAt: undefined }) }],
    [{ path: '/v1/batch', body: event('Order Cancelled', 'c', {}) }],
  ])
  expect(await stored('order_cancelled', off.id)).toEqual([`order:${off.id}:cancelled`])
})

test('what is told again is shown live as such, and what it says differently is kept', async () => {
  const order = newOrder()
  await tell(order, [
    [{ path: '/api/orders', body: report({}) }],
    [{ path: '/v1/batch', body: event('Order Completed', 'dear', { total: 111 }) }],
  ])
  const { items } = (await get('/api/collect/live?event=order_paid&limit=2')) as {
    items: { messageId: string; toldAs: string | null; counts: boolean }[]
  }
  expect(items).toMatchObject([
    { messageId: `order:${order.id}:paid`, toldAs: `dear-${order.id}`, counts: false },
    { messageId: `order:${order.id}:paid`, counts: true },
  ])
  expect(await get(`/api/orders/${order.id}`)).toMatchObject({
    payFen: 9_900,
    contradictions: [
      {
        messageId: `dear-${order.id}`,
        difference: [{ field: 'payFen', known: 9_900, sent: 11_100 }],
      },
    ],
  })
})

test('a telling that does not count is still evidence of who she is', async () => {
  const order = newOrder()
  await tell(order, [
    [{ path: '/v1/batch', body: event('Order Completed', 'e', {}) }],
    [
      {
        path: '/api/orders',
        body: report({
          identifiers: [
            { kind: 'user_id', value: order.who },
            { kind: 'phone', value: '13800138000' },
          ],
        }),
      },
    ],
  ])
  expect(await stored('order_paid', order.id)).toHaveLength(1)
  expect(await shop.personOf('phone', '13800138000')).toBe(
    await shop.personOf('user_id', order.who),
  )
})

test('an id made up by a sender takes no order away, and a repeated message takes none with it', async () => {
  const order = newOrder()
  await tell(order, [
    [
      {
        path: '/v1/batch',
        body: () => ({
          ...{ type: 'track', event: 'page', messageId: `order:${order.id}:paid` },
          userId: order.who,
        }),
      },
      {
        path: '/v1/batch',
        body: () => ({ type: 'track', event: 'page', messageId: 'reused', userId: order.who }),
      },
    ],
    [
      {
        path: '/v1/batch',
        body: ({ id, who }) => ({
          ...{ type: 'track', event: 'order_paid', messageId: 'reused', userId: who },
          properties: { order_id: id, total: 99 },
        }),
      },
    ],
    [{ path: '/api/orders', body: report({}) }],
  ])
  expect(await stored('order_paid', order.id)).toEqual([`order:${order.id}:paid`])
})

test('the same order id in another workspace is another order', async () => {
  const other = await outsider(server, '另一家店')
  const order = newOrder()
  await tell(order, [[{ path: '/v1/batch', body: event('Order Completed', 'w', {}) }]])
  ok(await other.send('POST', '/api/orders', report({})(order)))
  await server.settle()
  const [row] = await server.rt.ch.query<{ n: string }>(sql`
    SELECT count() AS n FROM events WHERE event = 'order_paid'
      AND properties.order_id::String = ${str(order.id)}`)
  expect(Number(row?.n)).toBe(2)
})
