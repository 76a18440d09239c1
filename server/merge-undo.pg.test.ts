import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY_MS, addHours } from '#kernel/time.ts'
import { outsider, ok } from './testing/outsider.ts'
import type { Outsider } from './testing/outsider.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'

/** Two people with everything a person can have are taken for one, and told apart again. */

let server: TestServer
let own: Outsider
beforeAll(async () => {
  server = await testServer()
  own = await outsider(server, '书店')
})
afterAll(() => server[Symbol.asyncDispose]())

const post = async (path: string, body: object) => ok(await own.send('POST', path, body))
const get = async (path: string) => ok(await own.get(path))

let n = 0
const did = (userId: string, event: string, properties: object = {}) => ({
  ...{ type: 'track', event, userId, messageId: `m${n++}`, properties },
  timestamp: server.clock.now().toISOString(),
})

/** What every page and chart says of them, by whom. */
async function picture(people: readonly string[], couponId: string) {
  const seen = []
  for (const who of people) {
    const id = await own.personOf('user_id', who)
    const { items } = await get(`/api/people/${id}/timeline`)
    const { items: segments } = await get(`/api/people/${id}/segments`)
    const { items: runs } = await get(`/api/journey/people/${id}`)
    const { items: grants } = await get(`/api/coupon-grants?personId=${id}`)
    const { items: orders } = await get(`/api/orders?personId=${id}`)
    seen.push({ portrait: await get(`/api/people/${id}`), items, segments, runs, grants, orders })
  }
  const funnel = await post('/api/insight/funnel', {
    from: new Date(server.clock.now().getTime() - 30 * DAY_MS).toISOString(),
    to: addHours(server.clock.now(), 1).toISOString(),
    steps: [{ event: 'product_viewed' }, { event: 'order_paid' }],
    windowSeconds: 7 * 86_400,
  })
  const { items: books } = await get(`/api/coupons/${couponId}/ledger`)
  return { seen, steps: funnel.steps, books: (books as object[]).length }
}

test('a merge by hand and its undo leave portraits, tags, segments, journeys, coupons, orders and funnels as they were', async () => {
  const { couponId } = await shop()
  const before = await picture(['lin', 'mei'], couponId)
  const [lin, mei] = [
    await own.personOf('user_id', 'lin'),
    await own.personOf('user_id', 'mei'),
  ] as [string, string]
  const { actionId } = await post('/api/identity/merge', { a: lin, b: mei, why: '同一个人' })
  await server.settle()
  const one = await picture(['lin'], couponId)
  expect(await own.personOf('user_id', 'mei')).toBe(lin)
  expect(one.seen[0]).toMatchObject({
    portrait: { tags: expect.arrayContaining(['老客', '新客']) },
    grants: { length: 3 },
    orders: { length: 2 },
  })
  expect(one.steps).not.toEqual(before.steps)
  const runs = one.seen.flatMap((seen) => seen.runs as { state: string }[])
  expect(runs.filter(({ state }) => state === 'active')).toHaveLength(1)
  await post(`/api/identity/actions/${actionId}/undo`, { why: '是姐妹' })
  await server.settle()
  const after = await picture(['lin', 'mei'], couponId)
  expect(after.seen).toEqual(before.seen)
  expect(after.steps).toEqual(before.steps)
  // The books keep both moves: a ledger forgets nothing.
  expect(after.books).toBeGreaterThan(before.books)
})

test('a link that was forbidden and allowed again leaves everything as it was', async () => {
  await own.collect([
    { ...did('fang', 'product_viewed', { product_id: 'b1' }), anonymousId: 'fang-browser' },
  ])
  await server.moveTo(addHours(server.clock.now(), 5))
  const seen = async () => {
    const id = await own.personOf('user_id', 'fang')
    return (await get(`/api/people/${id}/segments`)).items
  }
  const before = await seen()
  expect(before).toHaveLength(1)
  const identOf = async (kind: string, value: string) =>
    String((await get(`/api/identity/lookup?kind=${kind}&value=${value}`)).identId)
  const { actionId } = await post('/api/identity/forbidden', {
    ...{ a: await identOf('user_id', 'fang'), b: await identOf('anonymous_id', 'fang-browser') },
  })
  await server.settle()
  await server.moveTo(addHours(server.clock.now(), 1))
  await post(`/api/identity/actions/${actionId}/undo`, {})
  await server.settle()
  expect(await seen()).toEqual(before)
})

/** Lin came first and is further on; both are in the segment, on the journey, and have bought. */
async function shop() {
  const segment = await post('/api/segments', {
    ...{ name: '看过书的人', live: true },
    predicate: {
      kind: 'event',
      event: 'product_viewed',
      count: { op: 'gte', n: 1 },
      where: [],
      window: { kind: 'ever' },
    },
  })
  const { id: couponId } = await post('/api/coupons', {
    ...{ name: '五元券', valueFen: 500, stock: 10, limitPerPerson: 9, validDays: 300 },
  })
  const wait = (id: string, days: number) => ({
    ...{ id, kind: 'wait', config: { amount: days, unit: 'days' }, x: 0, y: 0 },
  })
  const { id: journeyId } = await post('/api/journeys', {
    name: '欢迎',
    graph: {
      nodes: [
        { id: 'in', kind: 'segment_entered', config: { segmentId: segment.segmentId }, x: 0, y: 0 },
        ...[wait('first', 1), wait('second', 300)],
        { id: 'end', kind: 'exit', config: {}, x: 0, y: 0 },
      ],
      edges: [
        { from: 'in', exit: 'entered', to: 'first' },
        { from: 'first', exit: 'waited', to: 'second' },
        { from: 'second', exit: 'waited', to: 'end' },
      ],
    },
  })
  await post(`/api/journeys/${journeyId}/publish`, {})
  await lives('lin', '老客', { couponId: String(couponId), coupons: 1 })
  await server.moveTo(addHours(server.clock.now(), 48))
  await lives('mei', '新客', { couponId: String(couponId), coupons: 2 })
  await server.moveTo(addHours(server.clock.now(), 1))
  return { couponId: String(couponId) }
}

async function lives(who: string, tag: string, has: { couponId: string; coupons: number }) {
  await own.collect([
    {
      ...{ type: 'identify', userId: who, messageId: `m${n++}` },
      timestamp: server.clock.now().toISOString(),
      traits: { nickname: who, city: tag },
    },
    did(who, 'product_viewed', { product_id: 'b1' }),
  ])
  await own.collect([did(who, 'order_paid', { order_id: `o-${who}`, pay_amount: 30 })])
  await server.settle()
  const personId = await own.personOf('user_id', who)
  await post('/api/people/tags', { personIds: [personId], tag })
  for (let i = 0; i < has.coupons; i++)
    await post(`/api/coupons/${has.couponId}/grants`, { personIds: [personId], key: `${who}${i}` })
  await server.settle()
}
