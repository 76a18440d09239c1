import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, addHours } from '#kernel/time.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { ok, outsider } from './testing/outsider.ts'
import type { Outsider } from './testing/outsider.ts'
import { smsGateway } from './testing/sms-gateway.ts'
import type { SmsGateway } from './testing/sms-gateway.ts'

/** From a segment through a journey to what reached a phone, by HTTP alone, under a moved clock. */

let server: TestServer
let shop: Outsider
let gateway: SmsGateway
let contentId: string

beforeAll(async () => {
  server = await testServer()
  shop = await outsider(server, '潮汐书店')
  gateway = await smsGateway()
  await post('/api/entry/connections', { kind: 'sms', url: gateway.url, key: 'k' })
  contentId = await published('本周新书')
})
afterAll(async () => {
  await gateway[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

let n = 0
const get = async (path: string) => ok(await shop.get(path))
const post = async (path: string, body: object) => ok(await shop.send('POST', path, body))
const phoneOf = (who: number) => `139${String(10_000_000 + who)}`
const person = async (who: number, traits: object = {}) => {
  const userId = `u${who}`
  const about = { phone: phoneOf(who), ...traits }
  await shop.collect([{ type: 'identify', messageId: `p${n++}`, userId, traits: about }])
  return (await shop.personOf('user_id', userId)) ?? ''
}
const did = (who: number, event: string, properties: object = {}) =>
  shop.collect([
    { ...{ type: 'track', event, properties }, messageId: `t${n++}`, userId: `u${who}` },
  ])
async function published(title: string) {
  const { id } = await post('/api/content/items', {
    ...{ kind: 'link', title, targetUrl: 'https://shop.example/new' },
  })
  await post(`/api/content/items/${id}/status`, { act: 'publish' })
  return String(id)
}
const node = (id: string, kind: string, config: object = {}) => ({ id, kind, config, x: 0, y: 0 })
const edges = (...lines: string[]) =>
  lines.map((line) => {
    const [from = '', exit = '', to = ''] = line.split(/[.>]/)
    return { from, exit, to }
  })
const segmentOf = async (name: string, tag: string) =>
  String(
    (await post('/api/segments', { name, live: true, predicate: { kind: 'tag', tag } })).segmentId,
  )
const lettersOf = async (personId: string) =>
  (await get(`/api/deliver/letters?personId=${personId}`)).items as {
    state: string
    reason: string | null
    dueAt: string | null
  }[]

describe('a journey', () => {
  test('takes people from a segment over a wait, a branch, a letter and a coupon to its goal', async () => {
    const segmentId = await segmentOf('想读的人', '想读')
    const coupon = { name: '新人券', valueFen: 500, stock: 1, validDays: 7 }
    const { id: couponId } = await post('/api/coupons', coupon)
    const paid = { kind: 'attribute', name: 'vip', test: { op: 'is', value: true } }
    const graph = {
      nodes: [
        node('in', 'segment_entered', { segmentId, letIn: 'newcomers' }),
        node('w', 'wait', { amount: 2, unit: 'hours' }),
        node('b', 'branch', { predicate: paid }),
        node('s', 'send', { contentId, carriers: ['sms'] }),
        node('c', 'grant_coupon', { couponId }),
        node('wf', 'wait_for', { event: 'app_launched', amount: 2, unit: 'days' }),
        node('g', 'goal', { by: 'event', event: 'order_paid' }),
        node('end', 'exit'),
      ],
      edges: edges(
        ...['in.entered>w', 'w.waited>b', 'b.yes>s', 'b.no>c', 's.sent_or_queued>wf'],
        ...['s.withheld>end', 'c.granted>wf', 'c.not_granted>end', 'wf.happened>end'],
        ...['wf.timed_out>end', 'g.reached>end'],
      ),
    }
    const draft = await post('/api/journeys', { name: '新人旅程', graph })
    expect(draft).toMatchObject({ state: 'draft', findings: [] })
    const id = String(draft.id)
    const people = [
      await person(1, { vip: true }),
      await person(2, { vip: false }),
      await person(3),
      await person(4, { vip: true }),
    ]
    await post('/api/people/tags', { personIds: [people[3]], tag: '想读' })
    await server.settle()
    expect(await post(`/api/journeys/${id}/publish`, {})).toMatchObject({
      version: 1,
      state: 'live',
    })
    await post('/api/people/tags', { personIds: people, tag: '想读' })
    await server.settle()
    const numbers = async () =>
      Object.fromEntries(
        (
          (await get(`/api/journeys/${id}/numbers`)).nodes as {
            nodeId: string
            entered: number
            waiting: number
            exits: object
          }[]
        ).map(({ nodeId, ...rest }) => [nodeId, rest]),
      )
    // Who was in the segment before it went live is no newcomer.
    expect((await numbers()).w).toMatchObject({ entered: 3, waiting: 3 })
    const start = server.clock.now()
    await shop.moveTo(addHours(start, 1.5))
    expect((await numbers()).w).toMatchObject({ waiting: 3 })
    await shop.moveTo(addHours(start, 3))
    const after = await numbers()
    expect(after.b).toMatchObject({ entered: 3, exits: { yes: 1, no: 2 } })
    expect(after.c).toMatchObject({ entered: 2, exits: { granted: 1, not_granted: 1 } })
    expect(after.wf).toMatchObject({ entered: 2, waiting: 2 })
    expect(gateway.sent.map(({ to }) => to)).toEqual([phoneOf(1)])
    expect(gateway.sent[0]?.text).toContain('/l/')
    await did(1, 'Order Completed', { order_id: 'j-1', total: 50 })
    const done = await numbers()
    expect(done.g).toMatchObject({ entered: 1, exits: { reached: 1 } })
    await shop.moveTo(addDays(start, 3))
    expect(await get(`/api/journeys/${id}`)).toMatchObject({
      numbers: { entered: 3, active: 0, done: 3, reachedGoal: 1 },
    })
    const { items } = await get(`/api/journey/people/${people[1]}`)
    expect(items).toMatchObject([{ state: 'done', cause: expect.stringContaining('segment') }])
    expect(await get(`/api/coupons/${couponId}`)).toMatchObject({ balances: { stock: 0, held: 1 } })
    // What the letter said leads back to the journey: clicked, bought, credited.
    const link = /https?:\/\/\S+\/l\/\w+/.exec(gateway.sent[0]?.text ?? '')?.[0] ?? ''
    await server.app.request(new URL(link).pathname, { headers: { 'user-agent': 'iPhone Safari' } })
    await server.settle()
    await did(1, 'Order Completed', { order_id: 'j-2', total: 70 })
    const { rows } = await post('/api/insight/attribution', {
      ...{ from: start.toISOString(), to: addDays(start, 9).toISOString() },
      ...{ dimension: 'journey', model: 'last' },
    })
    expect(rows).toContainEqual(expect.objectContaining({ key: id, orders: 1, netFen: 7_000 }))
  })

  test('that is not sound is told what is wrong, in both languages', async () => {
    const { id } = await post('/api/journeys', {
      name: '坏的',
      graph: { nodes: [node('in', 'event')], edges: [] },
    })
    for (const [locale, pattern] of [
      ['zh-CN', /[\u4e00-\u9fff]/],
      ['en', /^[^\u4e00-\u9fff]+$/],
    ] as const) {
      const headers = { 'accept-language': locale }
      const { status, body } = await shop.send('POST', `/api/journeys/${id}/publish`, {}, headers)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
      expect(body.title).toMatch(pattern)
      expect(body.errors).toContainEqual(
        expect.objectContaining({ field: 'in.event', reason: expect.stringMatching(pattern) }),
      )
    }
  })

  test('cannot be moved back in time, nor by who does not own the installation', async () => {
    const back = await shop.send('PUT', '/api/clock', { now: '2020-01-01T00:00:00Z' })
    expect(back.status).toBeGreaterThanOrEqual(400)
    expect(back.status).toBeLessThan(500)
    const { key } = await post('/api/keys', { name: 'small', scopes: ['profile:read'] })
    const answer = await server.app.request('/api/clock', {
      method: 'PUT',
      body: JSON.stringify({ now: addDays(server.clock.now(), 1).toISOString() }),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    })
    expect(answer.status).toBe(403)
  })
})

describe('the message budget', () => {
  const broadcast = async (name: string, segmentId: string, kind = 'marketing') => {
    const { id } = await post('/api/deliver/broadcasts', {
      ...{ name, segmentId, kind, carriers: ['sms'], contentId },
    })
    await server.settle()
    return get(`/api/deliver/broadcasts/${id}`)
  }
  const morning = async () => {
    const day = addDays(server.clock.now(), 8).toISOString().slice(0, 10)
    await shop.moveTo(new Date(`${day}T02:00:00Z`)) // 10:00 in Shanghai
  }

  test('withholds with a reason: the cap, an opt-out, no way to reach', async () => {
    await morning()
    const [capped, out] = [await person(21), await person(22)]
    await shop.collect([{ type: 'track', event: 'x', messageId: `t${n++}`, userId: 'u23' }])
    const unreachable = (await shop.personOf('user_id', 'u23')) ?? ''
    ok(await shop.send('PUT', `/api/people/${out}/consent`, { carrier: 'sms', optedOut: true }))
    await post('/api/people/tags', { personIds: [capped, out, unreachable], tag: '预算' })
    await server.settle()
    const segmentId = await segmentOf('预算', '预算')
    await server.settle()
    const before = gateway.sent.length
    await broadcast('第一封', segmentId)
    await broadcast('第二封', segmentId)
    expect(gateway.sent.slice(before).map(({ to }) => to)).toEqual([phoneOf(21)])
    expect(
      (await lettersOf(capped)).map(({ state, reason }) => `${state} ${reason}`).toSorted(),
    ).toEqual(['sent null', 'withheld cap_reached'])
    expect((await lettersOf(out)).map(({ reason }) => reason)).toEqual(['opted_out', 'opted_out'])
    expect((await lettersOf(unreachable))[0]).toMatchObject({
      state: 'withheld',
      reason: 'unreachable',
    })
    const { days } = await get('/api/deliver/budget?days=2')
    expect((days as { byReason: Record<string, number> }[]).at(-1)?.byReason).toMatchObject({
      ...{ cap_reached: 1, opted_out: 2, unreachable: 2 },
    })
  })

  test('holds a letter over the quiet hours and sends it in the morning', async () => {
    await morning()
    await shop.moveTo(addHours(server.clock.now(), 13)) // 23:00 in Shanghai
    const personId = await person(31)
    await post('/api/people/tags', { personIds: [personId], tag: '夜猫' })
    const segmentId = await segmentOf('夜猫', '夜猫')
    await server.settle()
    const before = gateway.sent.length
    await broadcast('晚安', segmentId)
    expect(gateway.sent).toHaveLength(before)
    expect(await lettersOf(personId)).toMatchObject([{ reason: 'quiet_hours' }])
    await shop.moveTo(addHours(server.clock.now(), 10)) // 09:00
    expect(gateway.sent.slice(before).map(({ to }) => to)).toEqual([phoneOf(31)])
    expect(await lettersOf(personId)).toMatchObject([{ state: 'sent' }])
  })
})
