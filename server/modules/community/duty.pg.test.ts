import { setTimeout as sleep } from 'node:timers/promises'
import { sql as pgSql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel/time.ts'
import { saveConnection } from '#modules/entry/service/connections.ts'
import { reconcileWays } from '#modules/entry/service/ways.ts'
import { welcomeFor } from '#modules/entry/service.ts'
import { apiOf } from '#platform/testing/api.ts'
import type { Api } from '#platform/testing/api.ts'
import { testServer, TEST_START } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { serveWorld } from '#world/serve.ts'
import type { ServedWorld } from '#world/serve.ts'
import type { Person } from '#world/people/person.ts'
import { scanContactWay } from '#world/wecom/happenings.ts'
import { listen } from './testing.ts'

let server: TestServer
let served: ServedWorld
let api: Api
let close: () => Promise<void>
let people: Person[]

beforeAll(async () => {
  server = await testServer()
  api = await apiOf(server)
  served = await serveWorld({ people: 60, seed: 7, startAt: TEST_START })
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
})
afterAll(async () => {
  await close?.()
  await served?.close()
  await server?.[Symbol.asyncDispose]()
})
beforeEach(() => served.world.faults.clear())

const someone = () => must(people.pop(), 'one more person')

async function moveTo(to: Date) {
  served.world.clock.moveTo(to.getTime())
  await server.moveTo(to)
}

/** The next time the clock in Shanghai shows this. */
function next(clock: string): Date {
  const now = server.clock.now()
  const day = addMs(now, 8 * HOUR_MS)
    .toISOString()
    .slice(0, 10)
  const at = new Date(`${day}T${clock}:00+08:00`)
  return at > now ? at : addMs(at, DAY_MS)
}

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const make = async (over: Record<string, unknown> = {}) => {
  const body = { name: '门店码', staffUserids: ['linwanzhou', 'zhouyuan'], ...over }
  const made = await api.post('/api/entry/codes', body)
  expect([made.status, made.body.code]).toEqual([200, undefined])
  return made.body as { id: string; configId: string; qrCodeUrl: string; pageUrl: string }
}
const inWecom = (code: { configId: string }) =>
  served.world.state.wecom.ways[code.configId]?.user.toSorted()
const codeOf = async ({ id }: { id: string }) => (await api.get(`/api/entry/codes/${id}`)).body

test('who serves changes to the minute with the shifts, and the printed code does not', async () => {
  await moveTo(next('08:00'))
  const duty = {
    shifts: [
      { weekdays: everyDay, from: '09:00', to: '18:00', staff: ['linwanzhou'] },
      { weekdays: everyDay, from: '18:00', to: '22:00', staff: ['zhouyuan'] },
    ],
    standIns: ['xuzhixia'],
  }
  const code = await make({ duty })
  expect(inWecom(code)).toEqual(['xuzhixia'])
  await moveTo(next('09:00'))
  expect(inWecom(code)).toEqual(['linwanzhou'])
  await moveTo(next('18:00'))
  expect(inWecom(code)).toEqual(['zhouyuan'])
  await moveTo(next('22:00'))
  expect(inWecom(code)).toEqual(['xuzhixia'])
  const now = await codeOf(code)
  expect(now).toMatchObject({
    ...{ configId: code.configId, qrCodeUrl: code.qrCodeUrl, pageUrl: code.pageUrl },
    ...{ dutyStanding: 'stand_in', servingUserids: ['xuzhixia'], dutyFailure: null },
  })
})

test('whoever has had enough for today is out until midnight', async () => {
  await moveTo(next('10:00'))
  const code = await make({ duty: { dailyCaps: { linwanzhou: 1, zhouyuan: 1 } } })
  await scanContactWay(served.world, someone(), code.configId)
  await server.settle()
  expect(inWecom(code)).toEqual(['zhouyuan'])
  await scanContactWay(served.world, someone(), code.configId)
  await server.settle()
  // Nobody is left and nobody stands in: better too many than a dead code.
  expect(inWecom(code)).toEqual(['linwanzhou', 'zhouyuan'])
  expect(await codeOf(code)).toMatchObject({ dutyStanding: 'nobody' })
  await moveTo(next('00:00'))
  expect(await codeOf(code)).toMatchObject({ dutyStanding: 'duty' })
})

test('an even share keeps everybody within one of the other', async () => {
  await moveTo(next('10:00'))
  const staffUserids = ['linwanzhou', 'zhouyuan', 'xuzhixia']
  const code = await make({ staffUserids, duty: { balance: 'even' } })
  for (let n = 0; n < 12; n++) {
    await scanContactWay(served.world, someone(), code.configId)
    await server.settle()
  }
  const { rows } = await pgSql<{ added: number }>`select count(*)::int as added from entry.code_load
    where code_id = ${code.id} group by staff_userid order by added`.execute(server.rt.database.db)
  expect(rows.reduce((sum, { added }) => sum + added, 0)).toBe(12)
  expect(must(rows.at(-1), 'the most').added - must(rows[0], 'the fewest').added).toBeLessThan(3)
})

test('what WeCom does not take is kept, shown, and told again in minutes', async () => {
  const code = await make()
  served.world.faults.add({ kind: 'code', api: 'update_contact_way', code: 45033, times: 1 })
  const change = { name: '换人', staffUserids: ['xuzhixia'] }
  const { body } = await api.put(`/api/entry/codes/${code.id}`, change)
  expect(body).toMatchObject({
    name: '换人',
    dutyFailure: expect.stringContaining('45033') as string,
  })
  expect(inWecom(code)).toEqual(['linwanzhou', 'zhouyuan'])
  await moveTo(addMs(server.clock.now(), 3 * MINUTE_MS))
  expect(inWecom(code)).toEqual(['xuzhixia'])
  expect(await codeOf(code)).toMatchObject({ dutyFailure: null, servingUserids: ['xuzhixia'] })
  expect(served.world.state.wecom.ways[code.configId]?.remark).toBe('换人')
})

test('who comes while WeCom is slow to take a change still counts towards the cap', async () => {
  await moveTo(next('10:00'))
  const code = await make({ staffUserids: ['linwanzhou'] })
  served.world.faults.add({ kind: 'slow', api: 'update_contact_way', ms: 400, times: 1 })
  const changing = api.put(`/api/entry/codes/${code.id}`, {
    ...{ name: '慢', staffUserids: ['linwanzhou', 'zhouyuan'] },
    duty: { dailyCaps: { linwanzhou: 1 } },
  })
  await sleep(150)
  await scanContactWay(served.world, someone(), code.configId)
  await server.settle()
  await changing
  await server.settle()
  expect(inWecom(code)).toEqual(['zhouyuan'])
})

test('a code made for one person alone is served one at a time, and keeps its picture', async () => {
  const code = await make({ staffUserids: ['linwanzhou'] })
  const way = must(served.world.state.wecom.ways[code.configId], 'the way')
  way.type = 1
  await pgSql`update entry.code set way_type = 1 where id = ${code.id}`.execute(
    server.rt.database.db,
  )
  const change = {
    ...{ name: '单人', staffUserids: ['linwanzhou', 'zhouyuan'] },
    duty: { balance: 'even' },
  }
  const { body } = await api.put(`/api/entry/codes/${code.id}`, change)
  expect(body).toMatchObject({ isSingle: true, servingUserids: ['linwanzhou'], dutyFailure: null })
  await scanContactWay(served.world, someone(), code.configId)
  await server.settle()
  expect(inWecom(code)).toEqual(['zhouyuan'])
})

test('words by the hour and by platform, the first that fits', async () => {
  await moveTo(next('23:00'))
  const night = { weekdays: everyDay, from: '22:00', to: '08:00' }
  const code = await make({
    welcomeText: '白天好',
    welcomes: [{ hours: night, text: '这么晚了，先看看书单' }],
  })
  const ask = () =>
    welcomeFor(api.ctx(), { codeId: code.id, staffUserid: 'x', now: server.clock.now() })
  expect(await ask()).toEqual({ text: '这么晚了，先看看书单' })
  await moveTo(next('12:00'))
  expect(await ask()).toEqual({ text: '白天好' })
  const account = { platform: 'zhihu', name: '知乎号' }
  const accountId = (await api.post('/api/entry/accounts', account)).body.id
  const fromZhihu = await make({ accountId })
  await api.put('/api/entry/greeting', {
    text: '欢迎',
    variants: [{ platforms: ['zhihu'], text: '知乎来的朋友' }],
  })
  const say = (codeId: string) =>
    welcomeFor(api.ctx(), { codeId, staffUserid: 'x', now: server.clock.now() })
  expect(await say(fromZhihu.id)).toEqual({ text: '知乎来的朋友' })
  expect(await say((await make()).id)).toEqual({ text: '欢迎' })
})

test('a way made without an answer is its code’s; one whose code is gone is released', async () => {
  const lost = await make({ name: '丢了回答' })
  await pgSql`update entry.code set status = 'failed', config_id = null, qr_code_url = null
    where id = ${lost.id}`.execute(server.rt.database.db)
  const gone = await make({ name: '没了' })
  await pgSql`update entry.code set status = 'deleted', config_id = null
    where id = ${gone.id}`.execute(server.rt.database.db)
  const before = Object.keys(served.world.state.wecom.ways).length
  expect(await reconcileWays(api.ctx())).toEqual({ adopted: 1, released: 1 })
  expect(await codeOf(lost)).toMatchObject({ status: 'live', configId: lost.configId })
  expect(Object.keys(served.world.state.wecom.ways)).toHaveLength(before - 1)
  expect(await reconcileWays(api.ctx())).toEqual({ adopted: 0, released: 0 })
})

test('codes that nobody used for long are found', async () => {
  const used = await make({ name: '常用' })
  await scanContactWay(served.world, someone(), used.configId)
  await server.settle()
  const idle = await make({ name: '闲置' })
  await moveTo(addMs(server.clock.now(), 31 * DAY_MS))
  await scanContactWay(served.world, someone(), used.configId)
  await server.settle()
  const { body } = await api.get('/api/entry/codes?unusedDays=30&limit=200')
  const ids = (body.items as { id: string }[]).map(({ id }) => id)
  expect(ids).toContain(idle.id)
  expect(ids).not.toContain(used.id)
})
