import { readFileSync } from 'node:fs'
import { sql as pgSql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { sql, uuid } from '#kernel/sql.ts'
import { addMs, DAY_MS, HOUR_MS } from '#kernel/time.ts'
import { createCode } from '#modules/entry/service/codes.ts'
import { saveConnection } from '#modules/entry/service/connections.ts'
import { findPerson } from '#modules/identity/service.ts'
import { apiOf } from '#platform/testing/api.ts'
import type { Api } from '#platform/testing/api.ts'
import { testServer, TEST_START } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { serveWorld } from '#world/serve.ts'
import type { ServedWorld } from '#world/serve.ts'
import { SETTINGS } from '#world/settings.ts'
import { STAFF_ID } from '#world/testing.ts'
import type { Person } from '#world/people/person.ts'
import {
  dismissGroup,
  invite,
  leaveGroup,
  makeGroup,
  scanGroupCode,
  scanJoinWay,
  takeGroupCode,
} from '#world/wecom/group-happenings.ts'
import { listen } from './testing.ts'

/** Small groups: scans stop at four with the owner, though six fit. */
const SMALL = { groupScanSize: 4, groupSize: 6 }

let server: TestServer
let served: ServedWorld
let api: Api
let close: () => Promise<void>
let people: Person[]
let first: string

beforeAll(async () => {
  server = await testServer()
  api = await apiOf(server)
  served = await serveWorld({
    ...{ people: 60, seed: 7, startAt: TEST_START },
    settings: { ...SETTINGS, ...SMALL },
  })
  const { corpId, agentId, secret, token, encodingAesKey } = served.world.credentials.wecom
  const made = await saveConnection(api.ctx(), {
    kind: 'wecom',
    ...{ corpId, agentId, secret, callbackToken: token, callbackAesKey: encodingAesKey },
    baseUrl: served.wecomBase,
  })
  const listening = await listen(server.app)
  close = listening.close
  served.world.state.wecom.callbackUrl = `${listening.url}/callbacks/wecom/${made.id}`
  people = [...served.world.people]
  first = (await makeGroup(served.world, STAFF_ID, '福利群1')).chatId
  await server.settle()
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

interface Stored {
  event: string
  history: boolean
  properties: Record<string, unknown>
}
const eventsOf = async (person: Person): Promise<Stored[]> => {
  const rows = await server.rt.ch.query<Stored>(sql`
    SELECT event, history, properties FROM events
    WHERE workspace_id = ${uuid(api.workspaceId)} ORDER BY at, event`)
  return rows.filter((row) => row.properties.external_userid === person.externalUserId)
}

const groupCode = (over: Record<string, unknown> = {}) => ({
  ...{ name: '门店福利群', kind: 'live', scanLimit: SMALL.groupScanSize },
  place: { kind: 'join_way', chatIds: [first], roomBaseName: '福利群', roomBaseId: 2 },
  ...over,
})

const codeOf = async (id: unknown) => (await api.get(`/api/entry/group-codes/${String(id)}`)).body
const shown = async (body: { pageUrl?: unknown }) => {
  const path = String(body.pageUrl).replace('http://siyu.test', '')
  const answer = await server.app.request(path, { redirect: 'manual' })
  return { status: answer.status, html: await answer.text(), to: answer.headers.get('location') }
}
const configOf = (body: Record<string, unknown>) =>
  /jcode=(\w+)/.exec(JSON.stringify(body.places))?.[1] ?? ''

test('a group made by staff is read, with who is in it', async () => {
  const { body } = await api.get('/api/community/groups')
  expect(body.items).toMatchObject([
    { chatId: first, name: '福利群1', ownerUserid: STAFF_ID, members: 1, customers: 0 },
  ])
  const { body: choice } = await api.get('/api/entry/groups')
  expect(choice.items).toMatchObject([{ chatId: first, members: 1 }])
})

test('who scans a group code is in the group, known by the code, and one person with her phone', async () => {
  const { status, body } = await api.post('/api/entry/group-codes', groupCode())
  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'live', room: 3 + 4 * 3, alarms: [] })
  const page = await shown(body)
  expect(page.html).toContain(`jcode=${configOf(body)}`)
  const her = someone()
  await scanJoinWay(served.world, her, configOf(body))
  await server.settle()
  const [joined] = await eventsOf(her)
  expect(joined).toMatchObject({
    event: 'wecom_group_joined',
    history: false,
    properties: { chat_id: first, join_scene: 'scan', code_id: body.id, group_name: '福利群1' },
  })
  const unionid = { kind: 'unionid', scope: '', value: her.unionid } as const
  expect(await findPerson(api.ctx(), unionid)).toBeDefined()
  const path = (await api.get(`/api/entry/group-codes/${String(body.id)}/path`)).body
  expect(path.steps).toMatchObject([
    { step: 'scan', people: 1 },
    { step: 'page', people: 0 },
    { step: 'press', people: 0 },
    { step: 'join', people: 1 },
    { step: 'next', people: 0 },
  ])
  expect(path.stayed).toBe(1)
  await leaveGroup(served.world, her, first)
  await server.settle()
  expect((await eventsOf(her))[1]).toMatchObject({
    event: 'wecom_group_left',
    properties: { quit_scene: 'herself' },
  })
  const after = (await api.get(`/api/entry/group-codes/${String(body.id)}/path`)).body
  expect(after.stayed).toBe(0)
})

test('who was invited owes nothing to a code', async () => {
  const her = someone()
  await invite(served.world, her, first)
  await server.settle()
  const [joined] = await eventsOf(her)
  expect(joined?.properties).toMatchObject({ join_scene: 'invited' })
  expect(joined?.properties.code_id).toBeUndefined()
  await leaveGroup(served.world, her, first, 'owner')
  await server.settle()
  expect((await eventsOf(her))[1]?.properties).toMatchObject({ quit_scene: 'removed' })
})

test('the printed code stays while twelve people fill one group after another', async () => {
  const { body } = await api.post('/api/entry/group-codes', groupCode({ name: '十二人' }))
  const configId = configOf(body)
  const outcomes = []
  for (let n = 0; n < 18; n++) {
    outcomes.push((await scanJoinWay(served.world, someone(), configId)).kind)
    await server.settle()
    await move(11 * 60_000)
  }
  expect(new Set(outcomes)).toEqual(new Set(['joined']))
  const now = await codeOf(body.id)
  expect(configOf(now)).toBe(configId)
  expect(now.joined7d).toBe(18)
  // Full groups have left the way, so that WeCom goes on making new ones.
  const way = must(served.world.state.wecom.joinWays[configId], 'the way')
  expect(way.chat_id_list.length).toBeLessThan(5)
  const groups = Object.values(served.world.state.wecom.groups)
  expect(groups.length).toBeGreaterThan(5)
  for (const group of groups) expect(group.members.length).toBeLessThanOrEqual(4)
  const { body: all } = await api.get('/api/community/groups')
  expect(all.total).toBe(groups.length)
})

test('operators are told of a full code and of its end, each once', async () => {
  await pgSql`insert into collect.alarm_recipient
      (workspace_id, carrier, address, locale, updated_at, updated_by)
    values (${api.workspaceId}, 'email', 'ops@chaoxi.example', 'zh-CN', now(), 'test')`.execute(
    server.rt.database.db,
  )
  const only = (await makeGroup(served.world, STAFF_ID, '告警群')).chatId
  await server.settle()
  const place = { kind: 'join_way', chatIds: [only], autoCreates: false }
  const { body } = await api.post('/api/entry/group-codes', groupCode({ name: '告警码', place }))
  const guests = [someone(), someone(), someone()]
  for (const guest of guests) await scanJoinWay(served.world, guest, configOf(body))
  await server.settle()
  await move(20 * 60_000)
  for (const guest of guests) await leaveGroup(served.world, guest, only)
  await server.settle()
  const { rows } = await pgSql<{ about: string; says: string }>`
    select about, body->'alarms'->0->'says'->>'zh-CN' as says from collect.alarm_notice
    where workspace_id = ${api.workspaceId} and body->'alarms'->0->>'id' = ${String(body.id)}
      and body->'alarms'->0->>'kind' = 'full' order by at, id`.execute(server.rt.database.db)
  const says = '群码“告警码”:已没有群可进,扫码的人被带到备用入口。'
  expect(rows).toEqual([
    { about: 'opened', says },
    { about: 'closed', says },
  ])
})

test('when nobody gets in any more it says so and leads on; with a fresh group it goes on by itself', async () => {
  const staff = await createCode(api.ctx(), {
    ...{ name: '客服', staffUserids: [STAFF_ID], skipVerify: true },
  })
  const only = (await makeGroup(served.world, STAFF_ID, '小群')).chatId
  await server.settle()
  const place = { kind: 'join_way', chatIds: [only], autoCreates: false }
  const { body } = await api.post('/api/entry/group-codes', groupCode({ name: '小群码', place }))
  for (let n = 0; n < 3; n++) await scanJoinWay(served.world, someone(), configOf(body))
  await server.settle()
  expect(await codeOf(body.id)).toMatchObject({ room: 0, openPlaceId: null })
  expect((await codeOf(body.id)).alarms).toMatchObject([{ kind: 'full' }])
  expect((await shown(body)).html).toContain('群已满')
  const id = String(body.id)
  const settings = { name: '小群码', scanLimit: 4 }
  const url = { ...settings, fallbackUrl: 'https://chaoxi.example/form' }
  await api.put(`/api/entry/group-codes/${id}`, url)
  expect(await shown(body)).toMatchObject({ status: 302, to: 'https://chaoxi.example/form' })
  await api.put(`/api/entry/group-codes/${id}`, { ...settings, fallbackCodeId: staff.id })
  expect((await shown(body)).html).toContain(String(staff.qrCodeUrl).replaceAll('&', '&amp;'))
  await server.settle()
  const path = (await api.get(`/api/entry/group-codes/${id}/path`)).body
  expect(path.turnedAway).toBe(3)
  const another = (await makeGroup(served.world, STAFF_ID, '小群二')).chatId
  await server.settle()
  const added = await api.post(`/api/entry/group-codes/${id}/places`, {
    place: { kind: 'join_way', chatIds: [another], autoCreates: false },
  })
  expect(added.body).toMatchObject({ room: 3, alarms: [], pageUrl: body.pageUrl })
  expect((await shown(body)).html).toContain('groupQRCode')
})

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

test('an uploaded code is known by its group, and warns two days before it dies', async () => {
  const group = (await makeGroup(served.world, STAFF_ID, '上传群')).chatId
  await server.settle()
  const taken = takeGroupCode(served.world, group)
  const place = {
    ...{ kind: 'uploaded', picture: PNG, chatId: group },
    expiresAt: addMs(server.clock.now(), 7 * DAY_MS).toISOString(),
  }
  const { status, body } = await api.post(
    '/api/entry/group-codes',
    groupCode({ name: '收银台死码', kind: 'static', place }),
  )
  expect(status).toBe(200)
  const id = String(body.id)
  const her = someone()
  await scanGroupCode(served.world, her, taken.code)
  await server.settle()
  expect((await eventsOf(her))[0]?.properties).toMatchObject({ code_id: id, join_scene: 'scan' })
  expect(await codeOf(id)).toMatchObject({ room: 2, alarms: [] })
  await move(5 * DAY_MS + HOUR_MS)
  expect((await codeOf(id)).alarms).toMatchObject([{ kind: 'expires_soon' }])
  await move(2 * DAY_MS)
  expect((await codeOf(id)).alarms).toMatchObject([{ kind: 'expired' }])
  // A fresh picture: the alarm ends, and what is printed must be printed anew.
  const [old] = body.places as { id: string; pictureUrl: string }[]
  const fresh = addMs(server.clock.now(), 6 * DAY_MS).toISOString()
  const renewed = await api.put(`/api/entry/group-codes/${id}/places/${old?.id}`, {
    place: { ...place, expiresAt: fresh },
  })
  expect(renewed.body.alarms).toEqual([])
  const picture = await server.app.request(String(old?.pictureUrl).replace('http://siyu.test', ''))
  expect(picture.headers.get('content-type')).toBe('image/png')
  const second = await api.post(`/api/entry/group-codes/${id}/places`, { place })
  expect(second).toMatchObject({ status: 409, body: { code: 'static_has_one_place' } })
})

test('what is no picture, expired or a strange group is refused with its field, and leaves nothing', async () => {
  const before = (await api.get('/api/entry/group-codes')).body.total
  const html = Buffer.from('<svg onload=alert(1)>').toString('base64')
  const expiresAt = addMs(server.clock.now(), DAY_MS).toISOString()
  const ask = (place: object) => api.post('/api/entry/group-codes', groupCode({ place }))
  expect(await ask({ kind: 'uploaded', picture: html, expiresAt })).toMatchObject({
    status: 422,
    body: { code: 'no_picture', errors: [{ field: 'place.picture' }] },
  })
  const yesterday = addMs(server.clock.now(), -DAY_MS).toISOString()
  expect(await ask({ kind: 'uploaded', picture: PNG, expiresAt: yesterday })).toMatchObject({
    body: { code: 'expired_already', errors: [{ field: 'place.expiresAt' }] },
  })
  expect(await ask({ kind: 'join_way', chatIds: ['wrNone'] })).toMatchObject({
    status: 422,
    body: { code: 'wecom_refused' },
  })
  expect((await api.get('/api/entry/group-codes')).body.total).toBe(before)
})

test('when WeCom does not answer the code is kept, and a retry makes its way', async () => {
  served.world.faults.add({ kind: 'code', api: 'get_join_way', code: -1, times: 1 })
  const asked = await api.post('/api/entry/group-codes', groupCode({ name: '重试' }))
  expect(asked).toMatchObject({ status: 503, body: { code: 'wecom_unreachable' } })
  const { body } = await api.get('/api/entry/group-codes?q=' + encodeURIComponent('重试'))
  const [code] = body.items as { id: string; places: { id: string }[] }[]
  expect(code?.places).toMatchObject([{ status: 'failed', standing: 'not_live' }])
  const path = `/api/entry/group-codes/${code?.id}/places/${code?.places[0]?.id}/retry`
  const again = await api.post(path, {})
  expect(again.body.places).toMatchObject([{ status: 'live', standing: 'room' }])
})

test('a dismissed group is one event of WeCom’s, and the end of everybody’s stay', async () => {
  const { chatId } = await makeGroup(served.world, STAFF_ID, '将散的群')
  const [a, b] = [someone(), someone()]
  await invite(served.world, a, chatId)
  await invite(served.world, b, chatId)
  await server.settle()
  await dismissGroup(served.world, chatId)
  await server.settle()
  for (const her of [a, b])
    expect((await eventsOf(her))[1]?.properties).toMatchObject({ quit_scene: 'dismissed' })
  const gone = (await api.get('/api/community/groups?dismissed=true')).body
  expect(gone.items).toMatchObject([{ chatId, members: 0 }])
})

test('what callbacks missed is found the next day, and told twice it counts once', async () => {
  const { chatId } = await makeGroup(served.world, STAFF_ID, '漏掉的群')
  const [a, b] = [someone(), someone()]
  await invite(served.world, a, chatId)
  await server.settle()
  served.world.faults.add({ kind: 'drop_callbacks', times: 6 })
  await invite(served.world, b, chatId)
  await leaveGroup(served.world, a, chatId)
  await server.settle()
  expect(await eventsOf(b)).toEqual([])
  await move(DAY_MS + HOUR_MS)
  await api.post('/api/community/sync/start', { kind: 'groups' })
  await server.settle()
  expect((await eventsOf(b)).map(({ event }) => event)).toEqual(['wecom_group_joined'])
  expect((await eventsOf(a)).map(({ event }) => event)).toEqual([
    'wecom_group_joined',
    'wecom_group_left',
  ])
  await api.post('/api/community/sync/start', { kind: 'groups' })
  await server.settle()
  expect(await eventsOf(b)).toHaveLength(1)
  const { body } = await api.get('/api/community/sync')
  expect(body).toHaveProperty('items.2.kind', 'groups')
  expect(body).toMatchObject({ items: [{}, {}, { state: 'idle', found: 0, lost: 0 }] })
})

test('repeated callbacks make nobody join twice', async () => {
  const { rows } = await pgSql<{ n: number }>`
    select count(*)::int as n from community.group_member
    where left_at is null group by chat_id, member_id having count(*) > 1`.execute(
    server.rt.database.db,
  )
  expect(rows).toEqual([])
  served.world.faults.add({ kind: 'repeat_callbacks', times: 2 })
  const her = someone()
  await invite(served.world, her, (await makeGroup(served.world, STAFF_ID, '重复')).chatId)
  await server.settle()
  expect(await eventsOf(her)).toHaveLength(1)
})

test('a purpose is set, found by, and refused for a strange group', async () => {
  const path = `/api/community/groups/${first}/purpose`
  expect((await api.put(path, { purpose: 'benefit' })).body).toMatchObject({ purpose: 'benefit' })
  const { body } = await api.get('/api/community/groups?purpose=benefit')
  expect(body.items).toMatchObject([{ chatId: first }])
  expect(await api.put('/api/community/groups/wrNone/purpose', { purpose: null })).toMatchObject({
    status: 404,
  })
})

test('an ended code leads to its fallback, and its ways are free again', async () => {
  const before = (await api.get('/api/entry/quota')).body
  const { body } = await api.post('/api/entry/group-codes', groupCode({ name: '结束' }))
  expect((await api.get('/api/entry/quota')).body.inUse).toBe(Number(before.inUse) + 1)
  const ended = await api.delete(`/api/entry/group-codes/${String(body.id)}`)
  expect(ended.body).toMatchObject({ status: 'closed', places: [], alarms: [] })
  expect((await api.get('/api/entry/quota')).body.inUse).toBe(before.inUse)
  expect(served.world.state.wecom.joinWays[configOf(body)]).toBeUndefined()
  expect((await shown(body)).html).toContain('群已满')
})

test.each(['codes.md', 'codes.en.md'])(
  'the request in the guide makes a code: %s',
  async (page) => {
    const guide = readFileSync(new URL(`../../../docs/guide/${page}`, import.meta.url), 'utf8')
    const [, address] = /"\$SIYU_URL(\/api\/[a-z/-]+)"/.exec(guide) ?? []
    const [, body = ''] = /-d '(.+)'/.exec(guide) ?? []
    const asked = JSON.parse(body.replace('wrXXXX', first)) as object
    expect(await api.post(address ?? '', asked)).toMatchObject({
      status: 200,
      body: { kind: 'live', places: [{ roomBaseName: '福利群', standing: 'room' }] },
    })
  },
)
