import { createServer } from 'node:http'
import type { IncomingHttpHeaders, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel/time.ts'
import { apiOf } from '#platform/testing/api.ts'
import type { Api } from '#platform/testing/api.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { createWriteKey, recordEvents, revokeWriteKey } from '../service.ts'
import { look, lookAtData } from './look.ts'
import { post, signatureOf } from './post.ts'

const START = new Date('2026-02-02T00:00:00Z')
const HOURS = 28 * 24

let server: TestServer
let api: Api
let key: { id: string }
let hook: Server
let hookUrl: string
const posted: { headers: IncomingHttpHeaders; body: string }[] = []
let answers = 200

beforeAll(async () => {
  server = await testServer(START)
  api = await apiOf(server)
  key = await createWriteKey(api.ctx(), { name: 'shop' })
  hook = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      posted.push({ headers: request.headers, body })
      response.writeHead(answers).end()
    })
  })
  await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done))
  hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/alarms`
  Object.assign(server.rt.config, { webhookHosts: ['127.0.0.1'] })
  for (let hour = 0; hour < HOURS; hour++) await anHour(hour, ['viewed', 'paid'])
}, 120_000)
afterAll(async () => {
  await new Promise((done) => hook.close(done))
  await server[Symbol.asyncDispose]()
})

/** What a shop's site sends in one hour, spread over it: more by day than by night. */
async function anHour(
  hour: number,
  events: readonly string[],
  of: { sku?: string; delivery?: string } = {},
) {
  for (let part = 0; part < 6; part++) {
    server.clock.set(new Date(START.getTime() + hour * HOUR_MS + part * 10 * MINUTE_MS + 1_000))
    const each = hour % 24 < 14 ? 5 : 2
    const now = server.clock.now()
    await api.ctx().transact((tx) =>
      recordEvents(
        tx,
        events.flatMap((event) =>
          Array.from({ length: each }, (_, i) => ({
            ...{ event, messageId: `${event}-${hour}-${part}-${i}`, at: now },
            identifiers: [{ kind: 'user_id' as const, scope: '', value: `u${(hour + i) % 50}` }],
            properties: {
              ...{ path: '/goods', [of.sku ?? 'sku']: `s${i}` },
              delivery: i === 0 ? 'pickup' : (of.delivery ?? 'express'),
            },
          })),
        ),
        { source: 'shop', channel: 'h5' },
      ),
    )
  }
}

const at = (hour: number) => server.clock.set(new Date(START.getTime() + hour * HOUR_MS))
const FRESH = { time_zone: 'Asia/Shanghai', learned_hour: null, shapes_hour: null }
/** Looks at everything at once, whenever the last look was. */
const lookNow = async () => {
  await server.settle()
  await sql`update collect.watch set next_at = '-infinity', shapes_hour = null`.execute(
    server.rt.database.db,
  )
  await lookAtData(server.rt)
  // Whoever took that look may still be at it: this one waits for nobody.
  await look(api.ctx(), { ...FRESH, workspace_id: api.workspaceId })
  await server.settle()
}
type Alarms = {
  property: string
  value: string
  kind: string
  event: string
  id: string
  causes: { kind: string; says: string }[]
}
const open = async (state = 'open') =>
  (await api.get(`/api/collect/alarms?state=${state}`)).body.items as unknown as Alarms[]

test('four weeks as usual tell nothing', async () => {
  await server.settle()
  expect(await open()).toEqual([])
  const { totals } = (await api.get('/api/collect/alarms')).body as { totals: { watched: number } }
  expect(totals.watched).toBeGreaterThanOrEqual(2)
})

test('an event that stops is told of once, with what changed beside it, and ends by itself', async () => {
  const saved = await api.put('/api/collect/alarm-recipients/webhook', { address: hookUrl })
  expect(saved.body.secret).toMatch(/^whsec_/)
  for (let hour = HOURS; hour < HOURS + 3; hour++) await anHour(hour, ['viewed', 'purchased'])
  await lookNow()
  const [alarm, ...others] = await open()
  expect(others).toEqual([])
  expect(alarm).toMatchObject({ kind: 'silence', event: 'paid' })
  expect(alarm?.causes.map(({ kind }) => kind)).toEqual(['event_renamed', 'only_this'])
  expect(alarm?.causes[0]?.says).toContain('“purchased”')
  await lookNow()
  expect(await open()).toHaveLength(1)

  const told = posted.map(({ body }) => JSON.parse(body) as { about: string; alarms: unknown[] })
  expect(told).toMatchObject([{ about: 'opened', alarms: [{ kind: 'silence', event: 'paid' }] }])
  const { headers, body } = posted[0] ?? { headers: {}, body: '' }
  const timestamp = String(headers['siyu-timestamp'])
  expect(headers['siyu-signature']).toBe(signatureOf(String(saved.body.secret), timestamp, body))

  const { body: one } = await api.get(`/api/collect/alarms/${alarm?.id}`)
  const hours = one.hours as { seen: number; expected: number | null }[]
  expect(hours.some(({ expected }) => expected === 30)).toBe(true)

  for (let hour = HOURS + 3; hour < HOURS + 6; hour++) await anHour(hour, ['viewed', 'paid'])
  await lookNow()
  expect(await open()).toEqual([])
  expect((await open('closed'))[0]).toMatchObject({ kind: 'silence', closedBecause: 'recovered' })
  expect(JSON.parse(posted.at(-1)?.body ?? '{}')).toMatchObject({ about: 'closed' })
})

test('a source that falls silent is one alarm, not one for each of its events; the revoked key is named', async () => {
  await revokeWriteKey(api.ctx(), { id: key.id })
  at(HOURS + 9)
  await lookNow()
  const alarms = await open()
  expect(alarms.map(({ kind, event }) => [kind, event])).toEqual([['silence', '']])
  expect(alarms[0]?.causes.map(({ kind }) => kind)).toEqual(['key_revoked', 'source_silent'])
  const text = await server.rt.metrics.registry.metrics()
  expect(text).toContain('siyu_data_alarms_open{kind="silence"} 1')
})

test('a field that is renamed is told, and by what name it comes now', async () => {
  for (let hour = HOURS + 9; hour < HOURS + 17; hour++)
    await anHour(hour, ['viewed', 'paid'], hour < HOURS + 12 ? {} : { sku: 'goods_sku' })
  await lookNow()
  const missing = (await open()).filter(({ kind }) => kind === 'missing')
  expect(missing.map(({ event }) => event).toSorted()).toEqual(['paid', 'viewed'])
  expect(missing[0]?.causes[0]).toMatchObject({ kind: 'property_renamed' })
  expect(missing[0]?.causes[0]?.says).toContain('goods_sku')
})

test('a value never seen before of a property that has few is told', async () => {
  for (let hour = HOURS + 17; hour < HOURS + 19; hour++)
    await anHour(hour, ['viewed', 'paid'], { sku: 'goods_sku', delivery: 'locker' })
  await lookNow()
  const found = (await open()).filter(({ kind }) => kind === 'new_value')
  expect(found.map(({ event }) => event).toSorted()).toEqual(['paid', 'viewed'])
  expect(found[0]).toMatchObject({ property: 'delivery', value: 'locker' })
})

test('two who look at once open each alarm once', async () => {
  const watch = { ...FRESH, workspace_id: api.workspaceId }
  for (const { id } of await open()) await api.post(`/api/collect/alarms/${id}/resolve`, {})
  expect(await open()).toEqual([])
  const both = await Promise.all([look(api.ctx(), watch), look(api.ctx(), watch)])
  const opened = both.flatMap((one) => one.opened)
  expect(opened.length).toBeGreaterThan(0)
  expect(await open()).toHaveLength(opened.length)
})

test('from another workspace an alarm is unknown, and so is who is told', async () => {
  const [alarm] = await open()
  const stranger = await apiOf(server)
  const at = `/api/collect/alarms/${alarm?.id}`
  expect((await stranger.get(at)).status).toBe(404)
  for (const act of ['acknowledge', 'resolve', 'mute'])
    expect((await stranger.post(`${at}/${act}`, { hours: 1 })).status).toBe(404)
  expect((await stranger.get('/api/collect/alarm-recipients')).body.items).toEqual([])
  expect((await api.get(at)).body).toMatchObject({ ackedAt: null, closedAt: null })
})

test('what is muted opens nothing until it is lifted', async () => {
  for (const { id } of await open())
    expect((await api.post(`/api/collect/alarms/${id}/mute`, { hours: 48 })).status).toBe(200)
  server.clock.set(new Date(server.clock.now().getTime() + HOUR_MS))
  await lookAtData(server.rt)
  const mutes = (await api.get('/api/collect/alarm-mutes')).body.items as { event: string }[]
  expect(mutes.length).toBeGreaterThan(0)
  expect((await open()).filter(({ event }) => mutes.some((mute) => mute.event === event))).toEqual(
    [],
  )
})

test('a webhook that answers badly is tried again later, with the reason in the list', async () => {
  answers = 500
  expect((await api.post('/api/collect/alarm-recipients/webhook/test', {})).status).toBe(200)
  const tests = () => posted.filter(({ body }) => body.includes('"about":"test"')).length
  await server.settle()
  expect(tests()).toBe(1)
  const last = async () =>
    (
      (await api.get('/api/collect/alarm-recipients')).body.notices as Record<string, unknown>[]
    ).find(({ about }) => about === 'test')
  expect(await last()).toMatchObject({ about: 'test', state: 'waiting', error: 'HTTP 500' })
  answers = 200
  server.clock.set(new Date(server.clock.now().getTime() + DAY_MS / 12))
  await server.settle()
  expect(await last()).toMatchObject({ state: 'sent', attempts: 2, error: null })
})

test('a webhook reaches no private address, and nothing without TLS', async () => {
  const to = (url: string) => post({ url, body: '{}', headers: {}, allowed: [] })
  await expect(to('http://example.com/')).rejects.toThrow('https://')
  await expect(to('https://127.0.0.1/')).rejects.toThrow('private')
  await expect(to('https://localhost/')).rejects.toThrow('private')
  await expect(to('https://[::1]/')).rejects.toThrow('private')
})

test('mail without a mail server waits, and says why', async () => {
  await api.put('/api/collect/alarm-recipients/email', { address: 'data@tide.example' })
  await api.post('/api/collect/alarm-recipients/email/test', {})
  await server.settle()
  const { notices } = (await api.get('/api/collect/alarm-recipients')).body as {
    notices: Record<string, unknown>[]
  }
  expect(notices[0]).toMatchObject({ carrier: 'email', state: 'waiting' })
  expect(String(notices[0]?.error)).toContain('connections')
})

test('an address that is none is refused, by name', async () => {
  const { status, body } = await api.put('/api/collect/alarm-recipients/webhook', {
    address: 'ftp://x/y',
  })
  expect([status, body.code]).toEqual([422, 'bad_address'])
})
