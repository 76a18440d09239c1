import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, str, uuid } from '#kernel/sql.ts'
import { apiOf } from '#platform/testing/api.ts'
import type { Api } from '#platform/testing/api.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { mend, previewMend } from './mend.ts'
import type { Edit } from './model/mend.ts'
import { createWriteKey } from './service.ts'

let server: TestServer
let api: Api
let key: string
beforeAll(async () => {
  server = await testServer()
  api = await apiOf(server)
  key = (await createWriteKey(api.ctx(), { name: 'shop' })).key
})
afterAll(() => server[Symbol.asyncDispose]())

async function send(path: string, body: unknown): Promise<number> {
  const answer = await server.app.request(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { authorization: `Bearer ${key}` },
  })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { refused: unknown[] }).refused.length
}

interface Row {
  message_id: string
  at: string
  person: string
}
const stored = (prefix: string) =>
  api.ctx().ch.query<Row>(sql`
    SELECT message_id, toString(at, 'UTC') AS at, toString(person_id) AS person FROM events
    WHERE workspace_id = ${uuid(api.workspaceId)} AND startsWith(message_id, ${str(prefix)})
    ORDER BY at, message_id`)

const nobody = (source = 'shop') => ({
  ...{ source, field: 'userId', reason: 'neither userId nor anonymousId names anybody' },
})
const byUid: Edit[] = [{ do: 'move', from: 'properties.uid', to: 'userId' }]

/** Events whose sender put the user where nobody looks; each a second after the last. */
const misplaced = (prefix: string, n: number) =>
  Array.from({ length: n }, (_, i) => ({
    ...{ type: 'track', event: 'Product Viewed', messageId: `${prefix}-${i}` },
    timestamp: new Date(server.clock.now().getTime() - 60_000 + i * 1_000).toISOString(),
    properties: { uid: `${prefix}-user` },
  }))

const totals = async () =>
  (await api.get('/api/collect/dead-letters')).body.totals as { open: number; sentAgain: number }

test('refused events are previewed, mended and counted, in the order and at the time they happened', async () => {
  const sentAt = server.clock.now().toISOString()
  expect(await send('/v1/batch', { batch: misplaced('a', 7), sentAt, writeKey: key })).toBe(7)
  await server.settle()
  expect(await stored('a-')).toEqual([])
  const preview = await previewMend(api.ctx(), { ...nobody(), edits: byUid })
  expect(preview).toMatchObject({ letters: 7, looked: 7, taken: 7 })
  expect(preview.samples[0]).toMatchObject({
    ...{ event: 'product_viewed', why: null },
    raw: { properties: { uid: 'a-user' } },
    mended: { userId: 'a-user', properties: {} },
  })
  expect(await totals()).toEqual({ open: 7, sentAgain: 0 })
  server.clock.set(new Date(server.clock.now().getTime() + 3_600_000))
  expect(await mend(api.ctx(), { ...nobody(), edits: byUid })).toEqual({
    ...{ sentAgain: 7, refused: 0, next: null },
  })
  await server.settle()
  const rows = await stored('a-')
  expect(rows.map((row) => row.message_id)).toEqual(misplaced('a', 7).map((it) => it.messageId))
  expect(new Set(rows.map((row) => row.person)).size).toBe(1)
  expect(new Date(`${rows[0]?.at}Z`)).toEqual(new Date(Date.parse(sentAt) - 60_000))
  expect(await totals()).toEqual({ open: 0, sentAgain: 7 })
  expect(await mend(api.ctx(), { ...nobody(), edits: byUid })).toMatchObject({ sentAgain: 0 })
})

test('what is still wrong stays, with its reason; what is right goes', async () => {
  const events = misplaced('b', 4).map((event, i) =>
    i % 2 === 0 ? event : { ...event, properties: {} },
  )
  expect(await send('/v1/batch', { batch: events })).toBe(4)
  const preview = await previewMend(api.ctx(), { ...nobody(), edits: byUid })
  expect(preview).toMatchObject({ letters: 4, taken: 2 })
  expect(preview.samples[1]?.why).toMatchObject({ field: 'userId' })
  expect(await mend(api.ctx(), { ...nobody(), edits: byUid })).toMatchObject({
    ...{ sentAgain: 2, refused: 2, next: null },
  })
  await server.settle()
  expect(await stored('b-')).toHaveLength(2)
  expect((await totals()).open).toBe(2)
  const again = [{ do: 'set' as const, to: 'userId', value: 'b-other' }]
  expect(await mend(api.ctx(), { ...nobody(), edits: again })).toMatchObject({ sentAgain: 2 })
  await server.settle()
  expect(await stored('b-')).toHaveLength(4)
})

test('two who mend at once send each letter once between them', async () => {
  expect(await send('/v1/batch', { batch: misplaced('c', 900) })).toBe(900)
  const both = await Promise.all([1, 2].map(() => mend(api.ctx(), { ...nobody(), edits: byUid })))
  expect(both.reduce((sum, { sentAgain }) => sum + sentAgain, 0)).toBe(900)
  await server.settle()
  const rows = await stored('c-')
  expect(rows).toHaveLength(900)
  expect(new Set(rows.map((row) => row.message_id)).size).toBe(900)
})

test('other families’ events are read again as theirs', async () => {
  const event = {
    ...{ type: 'track', event: 'ViewProduct', time: server.clock.now().getTime(), _track_id: 7 },
    properties: { member: 'd-member' },
  }
  expect(await send('/sa', [event])).toBe(1)
  const kind = {
    ...{ source: 'shop', field: 'distinct_id' },
    reason: 'neither distinct_id nor identities names anybody',
  }
  const edits: Edit[] = [{ do: 'move', from: 'properties.member', to: 'distinct_id' }]
  expect(await mend(api.ctx(), { ...kind, edits })).toMatchObject({ sentAgain: 1 })
  await server.settle()
  const found = await api.get('/api/identity/lookup?kind=user_id&value=d-member')
  expect(found.status).toBe(200)
})

test('edits that reach where they must not are refused, and name the field', async () => {
  const { status, body } = await api.post('/api/collect/dead-letters/preview', {
    ...nobody(),
    edits: [{ do: 'set', to: '__proto__.x', value: 1 }],
  })
  expect(status).toBe(400)
  expect(JSON.stringify(body)).toMatch(/edits\.0\.to/)
})
