import { sql as pgSql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { sql, uuid } from '#kernel/sql.ts'
import { addMs } from '#kernel/time.ts'
import { ItemInput } from '#modules/content/model/item.ts'
import { createItem, moveItem } from '#modules/content/service/items.ts'
import { createCode, setCodeWelcome, setGreeting } from '#modules/entry/service/codes.ts'
import { saveConnection } from '#modules/entry/service/connections.ts'
import { findPerson } from '#modules/identity/service.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'
import { testServer, TEST_START } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { serveWorld } from '#world/serve.ts'
import type { ServedWorld } from '#world/serve.ts'
import { STAFF_ID } from '#world/testing.ts'
import { deleteStaff, scanContactWay } from '#world/wecom/happenings.ts'
import type { Person } from '#world/people/person.ts'
import { communityContract } from './contract.ts'
import { callbackPayload, listCallbacks, replayCallback } from './service/callbacks.ts'
import { greetingReport } from './service/greetings.ts'
import { personRelations } from './service/relations.ts'
import { listStaff } from './service/staff.ts'
import { startReading, syncProgress } from './service/sync.ts'
import { contactXml, listen, sealedCallback } from './testing.ts'
import type { Sender } from './testing.ts'

let server: TestServer
let served: ServedWorld
let sender: Sender
let configId: string
let codeId: string
let close: () => Promise<void>
let people: Person[]

const wecom = () => served.world.credentials.wecom

beforeAll(async () => {
  server = await testServer()
  served = await serveWorld({ people: 40, seed: 7, startAt: TEST_START })
  const ctx = server.ctx()
  const { corpId, agentId, secret, token, encodingAesKey } = wecom()
  const made = await saveConnection(ctx, {
    kind: 'wecom',
    ...{ corpId, agentId, secret, callbackToken: token, callbackAesKey: encodingAesKey },
    baseUrl: served.wecomBase,
  })
  const path = `/callbacks/wecom/${made.id}`
  sender = { path, token, encodingAesKey, receiveId: corpId }
  await setGreeting(ctx, { text: '你好,欢迎来到潮汐书店' })
  const code = await createCode(ctx, {
    name: '小红书引流码',
    staffUserids: [STAFF_ID],
    skipVerify: true,
    welcomeText: '扫码来的朋友,你好',
  })
  configId = must(code.configId, 'the way made')
  codeId = code.id
  const listening = await listen(server.app)
  close = listening.close
  served.world.state.wecom.callbackUrl = `${listening.url}${path}`
  people = [...served.world.people]
})
afterAll(async () => {
  await close?.()
  await served?.close()
  await server?.[Symbol.asyncDispose]()
})
beforeEach(() => served.world.faults.clear())

const someone = () => must(people.pop(), 'one more person')

async function move(ms: number) {
  const to = addMs(server.clock.now(), ms)
  served.world.clock.moveTo(to.getTime())
  await server.moveTo(to)
}

interface Greeting {
  state: string
  reason: string | null
  attempts: number
  unsure: boolean
}
async function greetingOf(person: Person): Promise<Greeting | undefined> {
  const { rows } = await pgSql<Greeting>`
    select state, reason, attempts, unsure from community.greeting
    where workspace_id = ${server.workspaceId} and external_userid = ${person.externalUserId}
    order by received_at desc limit 1`.execute(server.rt.database.db)
  return rows[0]
}

const countCallbacks = async () => {
  const { rows } = await pgSql<{ n: number }>`
    select count(*)::int as n from community.callback`.execute(server.rt.database.db)
  return rows[0]?.n ?? 0
}

interface Stored {
  event: string
  person: string
  properties: Record<string, unknown>
}
const eventsOf = async (person: Person) => {
  const rows = await server.rt.ch.query<Stored>(sql`
    SELECT event, ${resolvedPerson} AS person, properties FROM events
    WHERE workspace_id = ${uuid(server.workspaceId)} ORDER BY at, event`)
  return rows.filter((row) => row.properties.external_userid === person.externalUserId)
}

const welcomes = (person: Person) =>
  served.world
    .lifeOf(person.id)
    .phone.filter((message) => JSON.stringify(message).includes('wecom_welcome'))

const metric = async (outcome: string) => {
  const { values } = await server.rt.metrics.welcomes.get()
  return values.find((value) => value.labels.outcome === outcome)?.value ?? 0
}

const post = (given: { url: string; body: string }) =>
  server.app.request(given.url, { method: 'POST', body: given.body })

const added = (person: Person, more: Record<string, string> = {}) =>
  contactXml(wecom().corpId, server.clock.now(), {
    ChangeType: 'add_external_contact',
    UserID: STAFF_ID,
    ExternalUserID: person.externalUserId,
    ...more,
  })

test('the address answers WeCom’s check with the plain text, and nobody else’s', async () => {
  const echo = sealedCallback(sender, '1616140317555161061', server.clock.now())
  const answer = await server.app.request(echo.echoUrl)
  expect([answer.status, await answer.text()]).toEqual([200, '1616140317555161061'])
  const forged = sealedCallback({ ...sender, token: 'guess' }, '1', server.clock.now())
  expect((await server.app.request(forged.echoUrl)).status).toBe(403)
  expect((await server.app.request('/callbacks/wecom/no-such-id')).status).toBe(404)
})

test('who scans a code is greeted at once with the code’s own words, and known as one person', async () => {
  const person = someone()
  const scanned = await scanContactWay(served.world, person, configId)
  expect(scanned.kind).toBe('added')
  await server.settle()
  expect(await greetingOf(person)).toMatchObject({ state: 'sent', attempts: 1 })
  const [welcome] = welcomes(person)
  expect(JSON.stringify(welcome)).toContain('扫码来的朋友')
  const [event] = await eventsOf(person)
  expect(event).toMatchObject({
    event: 'wecom_friend_added',
    properties: { staff_userid: STAFF_ID, code_id: codeId, add_way: '1' },
  })
  const byUnionid = await findPerson(server.ctx(), {
    kind: 'unionid',
    scope: '',
    value: person.unionid,
  })
  expect(byUnionid).toBe(event?.person)
  const relations = await personRelations(server.ctx(), { personId: must(byUnionid, 'she') })
  expect(relations.items).toMatchObject([
    { staffUserid: STAFF_ID, lostAt: null, confirmed: true, greeting: 'sent', greetingSeconds: 0 },
  ])
})

test('the same callback twice changes nothing', async () => {
  const person = someone()
  served.world.faults.add({ kind: 'repeat_callbacks', times: 1 })
  await scanContactWay(served.world, person, configId)
  await server.settle()
  const before = await countCallbacks()
  const again = sealedCallback(sender, added(someone()), server.clock.now())
  expect([(await post(again)).status, (await post(again)).status]).toEqual([200, 200])
  await server.settle()
  expect(await countCallbacks()).toBe(before + 1)
  expect(welcomes(person)).toHaveLength(1)
  expect((await eventsOf(person)).map((e) => e.event)).toEqual(['wecom_friend_added'])
})

test('a forged, stale or misdirected callback is refused, and nothing of it is stored', async () => {
  const before = await countCallbacks()
  const xml = added(someone())
  const now = server.clock.now()
  const forged = sealedCallback({ ...sender, token: 'guess' }, xml, now)
  const stale = sealedCallback(sender, xml, addMs(now, -3_600_000))
  const another = sealedCallback({ ...sender, receiveId: 'wwAnotherCorp' }, xml, now)
  for (const one of [forged, stale, another]) expect((await post(one)).status).toBe(403)
  expect((await post({ url: forged.url, body: 'no xml' })).status).toBe(400)
  expect(await countCallbacks()).toBe(before)
})

test('while another app is greeting, ours tries again within the 20 seconds', async () => {
  const person = someone()
  served.world.faults.add({ kind: 'code', api: 'send_welcome_msg', code: 41096, times: 2 })
  await scanContactWay(served.world, person, configId)
  await server.settle()
  expect(await greetingOf(person)).toMatchObject({ state: 'waiting', reason: 'carrier_busy' })
  await move(3_000)
  await move(3_000)
  expect(await greetingOf(person)).toMatchObject({ state: 'sent', attempts: 3, unsure: false })
  expect(welcomes(person)).toHaveLength(1)
})

test('whoever was greeted by another app is not greeted again, and not counted as ours', async () => {
  const person = someone()
  served.world.faults.add({ kind: 'code', api: 'send_welcome_msg', code: 41051, times: 1 })
  await scanContactWay(served.world, person, configId)
  await server.settle()
  expect(await greetingOf(person)).toMatchObject({ state: 'already_done', attempts: 1 })
})

test('a greeting that cannot go out in time is missed, and says so in the metric', async () => {
  const person = someone()
  const before = await metric('missed')
  served.world.faults.add({ kind: 'code', api: 'send_welcome_msg', code: 41096 })
  await scanContactWay(served.world, person, configId)
  for (let i = 0; i < 8; i++) await move(3_000)
  expect(await greetingOf(person)).toMatchObject({ state: 'missed', reason: 'carrier_busy' })
  expect(await metric('missed')).toBe(before + 1)
  const { days } = await greetingReport(server.ctx(), { timeZone: 'Asia/Shanghai' })
  expect(days.reduce((sum, day) => sum + day.missed, 0)).toBe(before + 1)
})

test('after a crash in the middle WeCom is asked, and “done before” was ours', async () => {
  const person = someone()
  served.world.faults.add({ kind: 'slow', api: 'send_welcome_msg', ms: 0 })
  await scanContactWay(served.world, person, configId)
  await server.settle()
  // As if the process had died between WeCom's answer and our writing it down.
  await pgSql`update community.greeting set state = 'sending', settled_at = null, latency_ms = null,
    next_try_at = ${addMs(server.clock.now(), 12_000)}
    where external_userid = ${person.externalUserId}`.execute(server.rt.database.db)
  await pgSql`update deliver.letter set state = 'sending', sent_at = null
    where letter_id in (select greeting_id from community.greeting
      where external_userid = ${person.externalUserId})`.execute(server.rt.database.db)
  await move(13_000)
  expect(await greetingOf(person)).toMatchObject({ state: 'sent', attempts: 2, unsure: true })
  expect(welcomes(person)).toHaveLength(1)
})

test('a callback that WeCom does not explain waits, keeps its error, and works when it is played again', async () => {
  const person = someone()
  served.world.faults.add({ kind: 'code', api: 'externalcontact/get', code: 60020 })
  await scanContactWay(served.world, person, configId)
  await server.settle()
  const ctx = server.ctx()
  const { items } = await listCallbacks(ctx, { state: 'waiting', limit: 10 })
  expect(items).toMatchObject([{ kind: 'contact_added', error: 'WeCom 60020 (misconfigured)' }])
  expect(await eventsOf(person)).toEqual([])
  served.world.faults.clear()
  const { callbackId } = must(items[0], 'the callback')
  await replayCallback(ctx, { callbackId })
  await server.settle()
  expect((await eventsOf(person)).map((e) => e.event)).toEqual(['wecom_friend_added'])
  await replayCallback(ctx, { callbackId })
  await server.settle()
  expect((await eventsOf(person)).map((e) => e.event)).toEqual(['wecom_friend_added'])
  const whole = await callbackPayload(ctx, { callbackId })
  expect(whole.xml).toContain(person.externalUserId)
  const { rows } = await pgSql<{ n: number }>`select count(*)::int as n from platform.audit
    where action = 'community.callback_read'`.execute(server.rt.database.db)
  expect(rows[0]?.n).toBe(1)
})

test('a customer who leaves is a removal, and one who comes back is a friend anew', async () => {
  const person = someone()
  await scanContactWay(served.world, person, configId)
  await server.settle()
  await move(3_600_000)
  await deleteStaff(served.world, person)
  await server.settle()
  await move(3_600_000)
  await scanContactWay(served.world, person, configId)
  await server.settle()
  const events = await eventsOf(person)
  expect(events.map((e) => e.event)).toEqual([
    'wecom_friend_added',
    'wecom_friend_removed',
    'wecom_friend_added',
  ])
  expect(events[1]?.properties).toMatchObject({ removed_by: 'customer' })
  const { items } = await personRelations(server.ctx(), {
    personId: must(events[0], 'the first').person,
  })
  expect(items.map(({ removedBy }) => removedBy)).toEqual([null, 'customer'])
})

test('a half-added customer is a friend once, whenever the member of staff confirms', async () => {
  const person = someone()
  served.world.faults.add({ kind: 'drop_callbacks', times: 1 })
  await scanContactWay(served.world, person, configId)
  const half = added(person, { ChangeType: 'add_half_external_contact', State: 's1' })
  await post(sealedCallback(sender, half, server.clock.now()))
  await server.settle()
  await move(86_400_000)
  await post(sealedCallback(sender, added(person), server.clock.now()))
  await server.settle()
  const events = await eventsOf(person)
  expect(events.map((e) => e.event)).toEqual(['wecom_friend_added'])
  expect(events[0]?.properties).toMatchObject({ state: 's1' })
})

test('staff and customers that no callback told of are read from WeCom, once', async () => {
  const [silent, known] = [someone(), someone()]
  await scanContactWay(served.world, known, configId)
  served.world.faults.add({ kind: 'drop_callbacks', times: 1 })
  await scanContactWay(served.world, silent, configId)
  await server.settle()
  const ctx = server.ctx()
  await startReading(ctx, { kind: 'staff' })
  await startReading(ctx, { kind: 'contacts' })
  await server.settle()
  const { items } = await syncProgress(server.ctx())
  expect(items).toMatchObject([
    { kind: 'staff', state: 'idle', error: null },
    { kind: 'contacts', state: 'idle', error: null },
    { kind: 'groups', state: 'idle', error: null },
  ])
  expect((await eventsOf(silent)).map((e) => e.event)).toEqual(['wecom_friend_added'])
  expect((await eventsOf(known)).map((e) => e.event)).toEqual(['wecom_friend_added'])
  await startReading(server.ctx(), { kind: 'contacts' })
  await server.settle()
  expect((await eventsOf(silent)).map((e) => e.event)).toEqual(['wecom_friend_added'])
  const staff = await listStaff(server.ctx(), { order: 'contacts', limit: 50 })
  expect(staff.items[0]).toMatchObject({ staffUserid: STAFF_ID, active: true })
  expect(staff.items[0]?.name).not.toBe('')
  expect(staff.items[0]?.greetingsMissed).toBe(1)
})

test('many deliveries of one callback at the same instant are one row and one greeting', async () => {
  const person = someone()
  served.world.faults.add({ kind: 'drop_callbacks', times: 1 })
  const scanned = await scanContactWay(served.world, person, configId)
  const welcomeCode = 'welcomeCode' in scanned ? (scanned.welcomeCode ?? '') : ''
  const one = sealedCallback(
    sender,
    added(person, { WelcomeCode: welcomeCode }),
    server.clock.now(),
  )
  const before = await countCallbacks()
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(one)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  await server.settle()
  expect(await countCallbacks()).toBe(before + 1)
  expect(welcomes(person)).toHaveLength(1)
  expect(await eventsOf(person)).toHaveLength(1)
})

test('with a content item the greeting carries a link that is the newcomer’s own', async () => {
  const ctx = server.ctx()
  const item = await createItem(
    ctx,
    ItemInput.parse({ kind: 'link', title: '新人书单', targetUrl: 'https://shop.test/new' }),
  )
  await moveItem(ctx, { id: item.id, act: 'publish' })
  await setCodeWelcome(ctx, { id: codeId, welcomeText: '书单在这里', welcomeContentId: item.id })
  const person = someone()
  await scanContactWay(served.world, person, configId)
  await server.settle()
  const [welcome] = welcomes(person)
  const code = must(/\/l\/([a-z0-9]+)/.exec(JSON.stringify(welcome)), 'a tracked link')[1]
  expect(JSON.stringify(welcome)).toContain('书单在这里')
  const [event] = await eventsOf(person)
  const { rows } = await pgSql<{ person_id: string; properties: Record<string, string> }>`
    select person_id, properties from content.link where code = ${code}`.execute(
    server.rt.database.db,
  )
  expect(rows).toMatchObject([
    { person_id: event?.person, properties: { code_id: codeId, carrier: 'wecom_welcome' } },
  ])
})

test('a payload is for who may see personal data, and only in its own workspace', async () => {
  expect(communityContract.callbackPayload['~orpc'].meta).toMatchObject({ may: 'pii:read' })
  const { items } = await listCallbacks(server.ctx(), { limit: 1 })
  const { callbackId } = must(items[0], 'a callback')
  const elsewhere = server.rt.ctx('0190a000-0000-7000-8000-0000000000bb')
  await expect(callbackPayload(elsewhere, { callbackId })).rejects.toThrow('no_such_callback')
  await expect(replayCallback(elsewhere, { callbackId })).rejects.toThrow('no_such_callback')
  expect(await listCallbacks(elsewhere, { limit: 1 })).toEqual({ items: [], next: null })
  expect((await server.app.request(`/api/community/callbacks/${callbackId}/payload`)).status).toBe(
    401,
  )
})
