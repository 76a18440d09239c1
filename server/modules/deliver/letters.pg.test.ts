import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays, addHours, addMinutes } from '#kernel/time.ts'
import { createSegment } from '#modules/audience/service.ts'
import { recordEvents } from '#modules/collect/service.ts'
import type { NewEvent } from '#modules/collect/service.ts'
import { ItemInput } from '#modules/content/model/item.ts'
import { createItem, moveItem } from '#modules/content/service/items.ts'
import { findPerson } from '#modules/identity/service.ts'
import { optOut, setAttributesOf } from '#modules/profile/service.ts'
import { apiOf } from '#platform/testing/api.ts'
import type { Api } from '#platform/testing/api.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { recorder } from '#world/testing.ts'
import type { Recorder } from '#world/testing.ts'
import { DEFAULT_POLICY } from './model/policy.ts'
import { requestLetters, sendWelcome } from './service.ts'
import { fakeProvider } from './testing.ts'
import type { LetterRequest } from './service.ts'
import { sendDue } from './service/send-due.ts'

const fake = fakeProvider()
let server: TestServer
let api: Api
let provider: Recorder
let contentId: string
let n = 0

beforeAll(async () => {
  server = await testServer()
  api = await apiOf(server)
  provider = await recorder(fake.answer)
  const connect = (body: object) => api.post('/api/entry/connections', body)
  await connect({ kind: 'wecom', corpId: 'ww1', secret: 's', baseUrl: provider.url })
  await connect({ kind: 'sms', url: `${provider.url}/sms/send`, key: 'k' })
  const item = await createItem(
    api.ctx(),
    ItemInput.parse({ kind: 'article', title: '新书', body: '本周新书' }),
  )
  contentId = item.id
  await moveItem(api.ctx(), { id: contentId, act: 'publish' })
})
afterAll(async () => {
  await provider[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})
beforeEach(() => {
  fake.fault = 'none'
  fake.welcomeCode = 0
})

const record = async (...events: Omit<NewEvent, 'messageId'>[]) => {
  const all = events.map((event) => ({ messageId: `m${n++}`, at: server.clock.now(), ...event }))
  await api.ctx().transact((tx) => recordEvents(tx, all, { source: 'test', channel: 'wecom' }))
  await server.settle()
}

/** Somebody new who is a friend of a member of staff and whose number is known. */
async function friend(): Promise<{ personId: string; customer: string; phone: string }> {
  const customer = `wm${n++}`
  const phone = `138${String(10_000_000 + n)}`
  const identifiers = [
    { kind: 'external_userid' as const, scope: 'ww1', value: customer },
    { kind: 'phone' as const, scope: '', value: phone },
  ]
  const properties = { staff_userid: 'lin', external_userid: customer }
  await record({ event: 'wecom_friend_added', identifiers, properties })
  const personId = await findPerson(api.ctx(), identifiers[0]!)
  return { personId: personId ?? 'nobody', customer, phone }
}

const wants = (personId: string, more: Partial<LetterRequest> = {}): LetterRequest => ({
  personId,
  contentId,
  kind: 'marketing',
  carriers: ['wecom_message'],
  key: `k${n++}`,
  origin: {},
  ...more,
})
const ask = (...requests: LetterRequest[]) =>
  api.ctx().transact((tx) => requestLetters(tx, requests))
async function letter(letterId: string) {
  const { body } = await api.get('/api/deliver/letters?limit=200')
  const items = body.items as { letterId: string; state: string; reason: string | null }[]
  return items.find((one) => one.letterId === letterId)
}
const roomOf = async (personId: string) => {
  const { body } = await api.get(`/api/deliver/people/${personId}`)
  return (body.room as { capId: string; used: number }[]).find(
    ({ capId }) => capId === 'marketing_per_day',
  )?.used
}

describe('a WeCom mass message', () => {
  test('is created, not sent, until staff confirm and WeCom tells of the delivery', async () => {
    const { personId, customer } = await friend()
    const [asked] = await ask(wants(personId))
    await server.settle()
    const id = asked?.letterId ?? ''
    expect(await letter(id)).toMatchObject({ state: 'created' })
    await server.moveTo(addMinutes(server.clock.now(), 30))
    expect(await letter(id)).toMatchObject({ state: 'created' })
    fake.tasks.at(-1)!.results[customer] = 1
    await server.moveTo(addHours(server.clock.now(), 1))
    expect(await letter(id)).toMatchObject({ state: 'sent', carrier: 'wecom_message' })
    const rows = await server.rt.ch.query<{ event: string }>({
      kind: 'sql',
      strings: [`SELECT event FROM events WHERE event = 'message_sent'`],
      holes: [],
    })
    expect(rows).toHaveLength(1)
    expect(fake.tasks.at(-1)?.body).toContain('/l/')
  })

  test('that the platform’s cap stops is failed, and her room is given back', async () => {
    const { personId, customer } = await friend()
    const [asked] = await ask(wants(personId))
    await server.settle()
    expect(await roomOf(personId)).toBe(1)
    fake.tasks.at(-1)!.results[customer] = 3
    await server.moveTo(addMinutes(server.clock.now(), 10))
    expect(await letter(asked!.letterId)).toMatchObject({ state: 'failed', reason: 'platform_cap' })
    expect(await roomOf(personId)).toBe(0)
  })

  test('that staff never confirm expires', async () => {
    const { personId } = await friend()
    const [asked] = await ask(wants(personId))
    await server.settle()
    await server.moveTo(addHours(server.clock.now(), 73))
    expect(await letter(asked!.letterId)).toMatchObject({
      state: 'expired',
      reason: 'staff_did_not_confirm',
    })
  })

  test('whose answer was lost is found in WeCom’s own list, and no second task is made', async () => {
    const { personId } = await friend()
    fake.fault = 'made_but_500'
    const before = fake.tasks.length
    const [asked] = await ask(wants(personId))
    await server.scheduler.drain()
    fake.fault = 'none'
    await server.moveTo(addMinutes(server.clock.now(), 20))
    expect(await letter(asked!.letterId)).toMatchObject({ state: 'created' })
    expect(fake.tasks).toHaveLength(before + 1)
  })

  test('that never came to be goes out once WeCom’s list says so', async () => {
    const { personId } = await friend()
    fake.fault = 'not_made_500'
    const before = fake.tasks.length
    const sent = ask(wants(personId))
    // The provider comes back while the letter is still unknown.
    const [asked] = await sent
    await sendDue(server.rt)
    fake.fault = 'none'
    await server.moveTo(addMinutes(server.clock.now(), 20))
    expect(await letter(asked!.letterId)).toMatchObject({ state: 'created' })
    expect(fake.tasks).toHaveLength(before + 1)
  })
})

describe('a text message', () => {
  test('of a sender killed in the middle is asked about, never sent again blindly', async () => {
    const people = [await friend(), await friend()]
    // As a sender leaves it that claimed two letters and died between the two.
    const [reached, lost] = await api.ctx().transact(async (tx) => {
      const requests = people.map(({ personId }) => wants(personId, { carriers: ['sms'] }))
      const ids = (await requestLetters(tx, requests)).map(({ letterId }) => letterId)
      await sql`update deliver.letter set state = 'sending', claimed_at = ${tx.now}
        where letter_id = any(${ids}::uuid[])`.execute(tx.db)
      return ids
    })
    fake.texts.push({ requestId: reached!, to: people[0]!.phone })
    const before = provider.requests.filter(({ path }) => path === '/sms/send').length
    await server.moveTo(addMinutes(server.clock.now(), 30))
    expect(await letter(reached!)).toMatchObject({ state: 'sent' })
    expect(await letter(lost!)).toMatchObject({ state: 'sent' })
    const sends = provider.requests.filter(({ path }) => path === '/sms/send').slice(before)
    expect(sends.map(({ body }) => (JSON.parse(body) as { requestId: string }).requestId)).toEqual([
      lost,
    ])
  })

  test('goes once, however many senders look at once', async () => {
    const people = await Promise.all(Array.from({ length: 30 }, () => friend()))
    const asked = await ask(...people.map(({ personId }) => wants(personId, { carriers: ['sms'] })))
    await Promise.all(Array.from({ length: 6 }, () => sendDue(server.rt)))
    await server.settle()
    const ids = new Set(asked.map(({ letterId }) => letterId))
    const sends = provider.requests
      .filter(({ path }) => path === '/sms/send')
      .map(({ body }) => (JSON.parse(body) as { requestId: string }).requestId)
      .filter((id) => ids.has(id))
    expect(sends).toHaveLength(30)
    expect(new Set(sends).size).toBe(30)
  })
})

describe('the budget', () => {
  test('lets one of many letters asked for at the same time through', async () => {
    const { personId } = await friend()
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => ask(wants(personId))))
    const states = outcomes.flat().map(({ outcome }) => outcome)
    expect(states.filter((state) => state === 'queued')).toHaveLength(1)
    expect(outcomes.flat().filter(({ reason }) => reason === 'cap_reached')).toHaveLength(11)
  })

  test('answers a repeated key with what became of it, and takes no room twice', async () => {
    const { personId } = await friend()
    const request = wants(personId, { kind: 'service' })
    const [first] = await ask(request)
    const again = await Promise.all([ask(request), ask(request), ask(request, request)])
    expect(new Set(again.flat().map(({ letterId }) => letterId))).toEqual(
      new Set([first?.letterId]),
    )
  })

  test('holds a letter until the morning of whoever it is for', async () => {
    const [home, abroad] = [await friend(), await friend()]
    await api
      .ctx()
      .transact((tx) =>
        setAttributesOf(tx, abroad.personId, { time_zone: 'America/New_York' }, 'test'),
      )
    await server.settle()
    const today = server.clock.now()
    const night = new Date(today.toISOString().slice(0, 10) + 'T15:00:00Z')
    await server.moveTo(night > today ? night : addDays(night, 1))
    const asked = await ask(
      ...[home, abroad].map(({ personId }) => wants(personId, { carriers: ['sms'] })),
    )
    expect(asked.map(({ outcome }) => outcome)).toEqual(['held', 'queued'])
    await server.settle()
    expect(await letter(asked[0]!.letterId)).toMatchObject({
      state: 'held',
      reason: 'quiet_hours',
      reasonSays: { 'zh-CN': '免打扰时段,稍后发送' },
    })
    await server.moveTo(addHours(server.clock.now(), 9))
    expect(await letter(asked[0]!.letterId)).toMatchObject({ state: 'sent' })
  })

  test('respects who opts out while her letter waits', async () => {
    const { personId } = await friend()
    const night = new Date(server.clock.now().toISOString().slice(0, 10) + 'T16:00:00Z')
    await server.moveTo(night > server.clock.now() ? night : addDays(night, 1))
    const [asked] = await ask(wants(personId, { carriers: ['sms'] }))
    expect(asked?.outcome).toBe('held')
    await api.ctx().transact((tx) => optOut(tx, personId, 'sms'))
    await server.moveTo(addHours(server.clock.now(), 9))
    expect(await letter(asked!.letterId)).toMatchObject({ state: 'withheld', reason: 'opted_out' })
    expect(await roomOf(personId)).toBe(0)
  })

  test('takes the first carrier in the order that reaches her', async () => {
    const { personId, customer } = await friend()
    const properties = { staff_userid: 'lin', external_userid: customer, removed_by: 'customer' }
    await record({
      event: 'wecom_friend_removed',
      identifiers: [{ kind: 'external_userid', scope: 'ww1', value: customer }],
      properties,
    })
    const [asked] = await ask(wants(personId, { carriers: ['wecom_message', 'sms'] }))
    expect(await letter(asked!.letterId)).toMatchObject({ carrier: 'sms' })
  })

  test('can be tried on what was asked for, set, and read as a report', async () => {
    const policy = { ...DEFAULT_POLICY, caps: [{ ...DEFAULT_POLICY.caps[0]!, max: 0 }] }
    const tried = await api.post('/api/deliver/policy/preview', { policy, days: 31 })
    expect(tried.status).toBe(200)
    expect((tried.body.withheld as Record<string, number>).cap_reached).toBeGreaterThan(0)
    expect((await api.get('/api/deliver/policy')).body).toMatchObject({ isDefault: true })
    const bad = { ...policy, quietHours: { from: '25:00', to: '08:00', kinds: ['marketing'] } }
    expect(await api.put('/api/deliver/policy', { policy: bad })).toMatchObject({ status: 400 })
    const report = await api.get('/api/deliver/budget?days=14')
    expect(report.body).toMatchObject({ timeZone: 'Asia/Shanghai' })
    expect(report.body.days).toHaveLength(14)
  })
})

describe('a welcome', () => {
  test('greets once, whoever delivers the callback twice, and finds its person later', async () => {
    const customer = `wm${n++}`
    const before = fake.welcomes
    const greet = () =>
      sendWelcome(api.ctx(), {
        welcomeCode: 'code1',
        staffUserid: 'lin',
        externalUserid: customer,
        rendered: { kind: 'text', title: '你好', text: '欢迎' },
      })
    const [one, two] = [await greet(), await greet()]
    expect(one.outcome).toBe('sent')
    expect(two.letterId).toBe(one.letterId)
    expect(fake.welcomes).toBe(before + 1)
    const identifiers = [{ kind: 'external_userid' as const, scope: 'ww1', value: customer }]
    const properties = { staff_userid: 'lin', external_userid: customer }
    await record({ event: 'wecom_friend_added', identifiers, properties })
    const personId = await findPerson(api.ctx(), identifiers[0]!)
    const { body } = await api.get(`/api/deliver/letters?personId=${personId}`)
    expect(body.items).toMatchObject([{ letterId: one.letterId, carrier: 'wecom_welcome' }])
  })

  test('that comes after its 20 seconds is failed as too late', async () => {
    fake.welcomeCode = 41050
    const late = await sendWelcome(api.ctx(), {
      welcomeCode: 'code2',
      staffUserid: 'lin',
      externalUserid: `wm${n++}`,
      rendered: { kind: 'text', title: '你好', text: '欢迎' },
    })
    expect(late).toMatchObject({ outcome: 'failed', reason: 'too_late' })
  })
})

describe('a broadcast', () => {
  test('is planned without a trace, sent to everybody once, and can be stopped', async () => {
    const readers = await Promise.all(Array.from({ length: 4 }, () => friend()))
    await record(
      ...readers.map(({ customer }) => ({
        event: 'cast_wanted',
        identifiers: [{ kind: 'external_userid' as const, scope: 'ww1', value: customer }],
      })),
    )
    const { segmentId } = await createSegment(api.ctx(), {
      name: '群发',
      purpose: '',
      predicate: {
        kind: 'event',
        event: 'cast_wanted',
        where: [],
        count: { op: 'gte', n: 1 },
        window: { kind: 'ever' },
      },
      live: true,
    })
    await server.settle()
    const at = new Date(addDays(server.clock.now(), 1).toISOString().slice(0, 10) + 'T03:00:00Z')
    await server.moveTo(at)
    const input = { segmentId, contentId, carriers: ['wecom_message'] }
    const plan = await api.post('/api/deliver/broadcasts/plan', input)
    expect(plan.body).toMatchObject({ people: 4, byCarrier: { wecom_message: 4 }, withheld: {} })
    const started = await api.post('/api/deliver/broadcasts', { name: '周末', ...input })
    await server.settle()
    const id = String(started.body.id)
    expect((await api.get(`/api/deliver/broadcasts/${id}`)).body).toMatchObject({
      state: 'done',
      people: 4,
      letters: { created: 4 },
    })
    expect((await api.post(`/api/deliver/broadcasts/${id}/stop`, {})).body).toMatchObject({
      letters: { created: 4 },
    })
  })
})
