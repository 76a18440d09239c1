import { sql as pgSql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { must } from '#kernel/assert.ts'
import { sql, str, uuid } from '#kernel/sql.ts'
import { addMs, DAY_MS } from '#kernel/time.ts'
import { createCode } from '#modules/entry/service/codes.ts'
import { saveConnection } from '#modules/entry/service/connections.ts'
import { testServer, TEST_START } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { serveWorld } from '#world/serve.ts'
import type { ServedWorld } from '#world/serve.ts'
import { STAFF_ID } from '#world/testing.ts'
import { removeCustomer, scanContactWay } from '#world/wecom/happenings.ts'
import { pauseReading, startReading, syncProgress } from './service/sync.ts'

let server: TestServer
let served: ServedWorld
let configId: string

const FRIENDS = 100

beforeAll(async () => {
  server = await testServer()
  served = await serveWorld({
    people: FRIENDS + 1,
    seed: 7,
    startAt: addMs(TEST_START, -3 * DAY_MS),
  })
  const { corpId, secret } = served.world.credentials.wecom
  const ctx = server.ctx()
  await saveConnection(ctx, { kind: 'wecom', corpId, secret, baseUrl: served.wecomBase })
  const code = await createCode(ctx, { name: '门店', staffUserids: [STAFF_ID], skipVerify: true })
  configId = must(code.configId, 'the way made')
  // No callback address: everybody comes unnoticed.
  for (const person of served.world.people.slice(0, FRIENDS))
    await scanContactWay(served.world, person, configId)
  served.world.clock.moveTo(TEST_START.getTime())
})
afterAll(async () => {
  await served?.close()
  await server?.[Symbol.asyncDispose]()
})

const contacts = async () =>
  must((await syncProgress(server.ctx())).items[1], 'the reading of customers')

const countEvents = async (event: string) => {
  const rows = await server.rt.ch.query<{ n: string; history: string }>(sql`
    SELECT count() AS n, countIf(history) AS history FROM events
    WHERE workspace_id = ${uuid(server.workspaceId)} AND event = ${str(event)}`)
  return rows.map(({ n, history }) => [Number(n), Number(history)])[0]
}

const lasting = async () => {
  const { rows } = await pgSql<{ n: number }>`select count(*)::int as n from community.relation
    where lost_at is null`.execute(server.rt.database.db)
  return rows[0]?.n
}

test('customers from before are read step by step, and a trouble in the middle repeats nobody', async () => {
  served.world.faults.add({ kind: 'code', api: 'externalcontact/get', code: 45033, times: 1 })
  await startReading(server.ctx(), { kind: 'staff' })
  await server.settle()
  expect(await contacts()).toMatchObject({ state: 'running', error: 'WeCom 45033 (try_later)' })
  await pauseReading(server.ctx(), { kind: 'contacts' })
  await server.moveTo(addMs(server.clock.now(), 600_000))
  expect(await contacts()).toMatchObject({ state: 'paused' })
  await startReading(server.ctx(), { kind: 'contacts' })
  await server.settle()
  const done = { state: 'idle', contactsListed: FRIENDS, contactsRead: FRIENDS, found: FRIENDS }
  expect(await contacts()).toMatchObject({ ...done, lost: 0, error: null })
  expect(await lasting()).toBe(FRIENDS)
  // They came days ago: it counts as history and sets nothing off.
  expect(await countEvents('wecom_friend_added')).toEqual([FRIENDS, FRIENDS])
})

test('a friendship that ended without a callback is found the next day', async () => {
  const person = must(served.world.people[3], 'somebody')
  await removeCustomer(served.world, STAFF_ID, person)
  const tomorrow = addMs(server.clock.now(), DAY_MS + 60_000)
  served.world.clock.moveTo(tomorrow.getTime())
  await server.moveTo(tomorrow)
  expect(await contacts()).toMatchObject({ state: 'idle', contactsRead: 0, found: 0, lost: 1 })
  expect(await lasting()).toBe(FRIENDS - 1)
  expect(await countEvents('wecom_friend_removed')).toEqual([1, 0])
})
