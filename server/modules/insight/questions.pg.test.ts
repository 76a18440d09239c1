import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, addHours, addMs } from '#kernel/time.ts'
import { TEST_START, TEST_WORKSPACE, testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { deepest } from './model/funnel-reference.ts'
import { attribution, orderTrace } from './service/attribution.ts'
import { cohorts } from './service/cohorts.ts'
import { funnel, funnelPeople } from './service/funnel.ts'
import { overview } from './service/overview.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

interface Did {
  person: number
  event: string
  at: Date
  properties?: Record<string, unknown>
}
let batch = 0
/** History as the pipeline leaves it; each test in a workspace of its own. */
async function history(workspaceId: string, events: readonly Did[]) {
  await server.rt.ch.insert(
    'events',
    events.map((e, i) => ({
      workspace_id: workspaceId,
      event: e.event,
      at: e.at.toISOString(),
      received_at: e.at.toISOString(),
      message_id: `${batch}-${i}`,
      ident_id: String(e.person),
      person_id: String(e.person),
      source: 'test',
      channel: 'web',
      properties: e.properties ?? {},
      history: false,
    })),
    `insight-test:${batch++}`,
  )
}
let workspaces = 0
const workspace = () => `${TEST_WORKSPACE.slice(0, -6)}${String(100_000 + workspaces++)}`
const ctxOf = (workspaceId: string) => server.rt.ctx(workspaceId, { now: addDays(TEST_START, 60) })
const all = {
  from: addDays(TEST_START, -1).toISOString(),
  to: addDays(TEST_START, 50).toISOString(),
  timeZone: 'Asia/Shanghai',
}
const happening = (event: string) => ({ event, where: [] })

describe('the funnel', () => {
  test('equals the reference on random histories', async () => {
    const life = fc.array(
      fc.record({ person: fc.integer({ min: 1, max: 4 }), step: fc.nat(3), minute: fc.nat(300) }),
      { maxLength: 40 },
    )
    await fc.assert(
      fc.asyncProperty(life, fc.integer({ min: 1, max: 200 }), async (events, windowMinutes) => {
        const id = workspace()
        await history(
          id,
          events.map(({ person, step, minute }) => ({
            person,
            event: `step_${step}`,
            at: addMs(TEST_START, minute * 60_000),
          })),
        )
        const steps = [0, 1, 2, 3].map((i) => happening(`step_${i}`))
        const answer = await funnel(ctxOf(id), { ...all, steps, windowSeconds: windowMinutes * 60 })
        const reached = [1, 2, 3, 4].map((person) =>
          deepest(
            events
              .filter((e) => e.person === person)
              .map(({ step, minute }) => ({ step, atMs: minute * 60_000 })),
            4,
            windowMinutes * 60_000,
          ),
        )
        expect(answer.steps.map((s) => s.people)).toEqual(
          [1, 2, 3, 4].map((step) => reached.filter((r) => r >= step).length),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('names the people who dropped out after a step', async () => {
    const id = workspace()
    await history(id, [
      { person: 1, event: 'seen', at: TEST_START },
      { person: 2, event: 'seen', at: TEST_START },
      { person: 2, event: 'bought', at: addHours(TEST_START, 1) },
    ])
    const question = {
      ...all,
      steps: [happening('seen'), happening('bought')],
      windowSeconds: 7_200,
    }
    const dropped = await funnelPeople(ctxOf(id), {
      ...question,
      step: 1,
      who: 'dropped',
      limit: 10,
    })
    expect(dropped.personIds).toEqual(['1'])
  })

  test('with more steps than ClickHouse counts is refused, not answered with zeros', async () => {
    const steps = Array.from({ length: 33 }, (_, i) => happening(`s${i}`))
    await expect(funnel(ctxOf(workspace()), { ...all, steps, windowSeconds: 60 })).rejects.toThrow(
      /too_many_steps/,
    )
  })

  test('counts nothing that happened after asOf', async () => {
    const id = workspace()
    await history(id, [
      { person: 1, event: 'seen', at: TEST_START },
      { person: 1, event: 'bought', at: addHours(TEST_START, 2) },
    ])
    const question = {
      ...all,
      steps: [happening('seen'), happening('bought')],
      windowSeconds: 86_400,
    }
    const before = await funnel(ctxOf(id), {
      ...question,
      asOf: addHours(TEST_START, 1).toISOString(),
    })
    expect(before.steps.map((s) => s.people)).toEqual([1, 0])
    const after = await funnel(ctxOf(id), question)
    expect(after.steps.map((s) => s.people)).toEqual([1, 1])
  })
})

describe('attribution', () => {
  const click = (person: number, hours: number, platform: string, more = {}): Did => ({
    person,
    event: 'link_clicked',
    at: addHours(TEST_START, hours),
    properties: { platform, ...more },
  })
  const order = (person: number, hours: number, orderId: string, payFen: number): Did => ({
    person,
    event: 'order_paid',
    at: addHours(TEST_START, hours),
    properties: { order_id: orderId, pay_fen: payFen },
  })
  const ask = (id: string, model: 'first' | 'last', dimension: 'channel' | 'post' = 'channel') =>
    attribution(ctxOf(id), { ...all, dimension, model, lookbackDays: 30 })
  const shares = (answer: Awaited<ReturnType<typeof ask>>) =>
    Object.fromEntries(answer.rows.map((r) => [r.key, [r.orders, r.netFen]]))

  test('credits the whole order to the first or the last touch before it', async () => {
    const id = workspace()
    await history(id, [
      click(1, 0, 'xiaohongshu', { post_id: 'p1' }),
      click(1, 5, 'zhihu'),
      order(1, 6, 'o1', 1_000),
      click(1, 7, 'douyin'),
      order(2, 6, 'o2', 500),
    ])
    expect(shares(await ask(id, 'first'))).toEqual({ xiaohongshu: [1, 1_000], '': [1, 500] })
    expect(shares(await ask(id, 'last'))).toEqual({ zhihu: [1, 1_000], '': [1, 500] })
    expect(shares(await ask(id, 'last', 'post'))).toEqual({ p1: [1, 1_000], '': [1, 500] })
  })

  test('refunds reverse, and an order told twice counts once', async () => {
    const id = workspace()
    await history(id, [
      click(1, 0, 'xiaohongshu'),
      order(1, 1, 'o1', 1_000),
      order(1, 2, 'o1', 1_000),
      {
        person: 1,
        event: 'refund_completed',
        at: addHours(TEST_START, 3),
        properties: { order_id: 'o1', refund_id: 'r1', refund_fen: 300 },
      },
    ])
    const answer = await ask(id, 'first')
    expect(answer.total).toEqual({ orders: 1, netFen: 700, paidFen: 1_000 })
  })

  test('rows sum to the total exactly, whatever happened', async () => {
    const hours = fc.nat(24 * 40)
    const person = fc.integer({ min: 1, max: 5 })
    const clicks = fc.array(fc.tuple(person, hours, fc.constantFrom('a', 'b', 'c')), {
      maxLength: 30,
    })
    const orders = fc.array(fc.tuple(person, hours, fc.nat(10_000)), { maxLength: 15 })
    await fc.assert(
      fc.asyncProperty(clicks, orders, async (touched, bought) => {
        const id = workspace()
        await history(id, [
          ...touched.map(([who, at, platform]) => click(who, at, platform)),
          ...bought.map(([who, at, fen], i) => order(who, at, `o${i}`, fen)),
        ])
        for (const model of ['first', 'last'] as const) {
          const answer = await ask(id, model)
          expect(answer.total.orders).toBe(bought.length)
          expect(answer.total.paidFen).toBe(bought.reduce((sum, [, , fen]) => sum + fen, 0))
          const expected = new Map<string, number>()
          for (const [who, at] of bought) {
            const before = touched
              .map(([person_, touchAt, key], i) => ({ person_, touchAt, key, i }))
              .filter((t) => t.person_ === who && t.touchAt <= at && t.touchAt > at - 720)
            const byTime = before.toSorted(
              (x, y) => x.touchAt - y.touchAt || (idOf(x.i) < idOf(y.i) ? -1 : 1),
            )
            const key = (model === 'first' ? byTime[0] : byTime.at(-1))?.key ?? ''
            expected.set(key, (expected.get(key) ?? 0) + 1)
          }
          expect(Object.fromEntries(answer.rows.map((r) => [r.key, r.orders]))).toEqual(
            Object.fromEntries(expected),
          )
        }
      }),
      { numRuns: 40 },
    )
    function idOf(i: number) {
      return `${batch - 1}-${i}`
    }
  })

  test('says why: every touch before the order, the first and the last marked', async () => {
    const id = workspace()
    await history(id, [click(7, 0, 'zhihu'), click(7, 2, 'douyin'), order(7, 3, 'o7', 100)])
    const trace = await orderTrace(ctxOf(id), { orderId: 'o7', lookbackDays: 30 })
    expect(trace.touches.map((t) => [t.properties.platform, t.first, t.last])).toEqual([
      ['zhihu', true, false],
      ['douyin', false, true],
    ])
  })
})

test('the overview counts people, orders and money of the period, and the river loses nobody', async () => {
  const id = workspace()
  await history(id, [
    { person: 1, event: 'link_clicked', at: TEST_START, properties: { platform: 'zhihu' } },
    { person: 1, event: 'wecom_friend_added', at: addHours(TEST_START, 1) },
    {
      person: 1,
      event: 'order_paid',
      at: addHours(TEST_START, 2),
      properties: { order_id: 'a', pay_fen: 900 },
    },
    { person: 2, event: 'message_sent', at: addHours(TEST_START, 2) },
    { person: 3, event: 'product_viewed', at: addDays(TEST_START, -40) },
    { person: 3, event: 'product_viewed', at: addHours(TEST_START, 4) },
  ])
  const answer = await overview(ctxOf(id), all)
  const value = Object.fromEntries(answer.metrics.map((m) => [m.name, m.value]))
  expect(value).toMatchObject({
    new_people: 2,
    joined_people: 1,
    activated_people: 1,
    active_people: 2,
    retained_percent: 100,
    paying_people: 1,
    orders: 1,
    net_revenue_fen: 900,
    average_order_fen: 900,
  })
  for (const node of answer.river.nodes) {
    const out = answer.river.links.filter((l) => l.from === node.id)
    if (out.length > 0) expect(out.reduce((n, l) => n + l.people, 0)).toBe(node.people)
  }
})

test('cohorts follow the first order ever, in the workspace’s months', async () => {
  const id = workspace()
  const bought = (person: number, at: string, orderId: string): Did => ({
    person,
    event: 'order_paid',
    at: new Date(at),
    properties: { order_id: orderId, pay_fen: 100 },
  })
  await history(id, [
    bought(1, '2026-01-31T17:00:00Z', 'a'), // 1 February in Shanghai
    bought(1, '2026-03-10T00:00:00Z', 'b'),
    bought(2, '2026-02-20T00:00:00Z', 'c'),
  ])
  const answer = await cohorts(ctxOf(id), {
    ...all,
    from: '2026-01-01T00:00:00Z',
    unit: 'month',
    periods: 12,
  })
  expect(answer.cohorts).toMatchObject([
    {
      cohort: '2026-02-01',
      people: 2,
      ages: [
        { age: 0, people: 2 },
        { age: 1, people: 1, percent: 50 },
      ],
    },
  ])
})
