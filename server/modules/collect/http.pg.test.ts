import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { sql as pgSql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, str, uuid } from '#kernel/sql.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { createWriteKey, revokeWriteKey } from './service.ts'

let server: TestServer
let key: string

beforeAll(async () => {
  server = await testServer()
  key = (await createWriteKey(server.ctx(), { name: 'shop' })).key
})
afterAll(() => server[Symbol.asyncDispose]())

interface Answer {
  accepted: number
  refused: { index: number; field: string; reason: string }[]
  position: string
  code?: string
  errors?: { field: string; reason: string }[]
}

async function send(
  path: string,
  body: string | Uint8Array,
  headers: Record<string, string> = { authorization: `Basic ${btoa(`${key}:`)}` },
) {
  const response = await server.app.request(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : new Blob([new Uint8Array(body)]),
    headers,
  })
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Answer,
  }
}

const json = JSON.stringify
const event = (more: object = {}) => ({ type: 'track', event: 'x', anonymousId: 'anon-1', ...more })

async function idsOf(prefix: string): Promise<string[]> {
  await server.settle()
  const rows = await server.rt.ch.query<{ message_id: string }>(sql`
    SELECT message_id FROM events WHERE workspace_id = ${uuid(server.workspaceId)}
      AND startsWith(message_id, ${str(prefix)}) ORDER BY message_id`)
  return rows.map((row) => row.message_id)
}

test('the key may come as Basic, as Bearer, in the body or in the query', async () => {
  const body = json({ batch: [event()] })
  const withKey = json({ batch: [event()], writeKey: key })
  expect((await send('/v1/batch', body)).status).toBe(200)
  expect((await send('/v1/batch', body, { authorization: `Bearer ${key}` })).status).toBe(200)
  expect((await send('/v1/batch', withKey, {})).status).toBe(200)
  expect((await send(`/v1/b?writeKey=${key}`, body, {})).status).toBe(200)
})

test('an unknown, a missing and a revoked key are told 401, and nothing is kept', async () => {
  const other = await createWriteKey(server.ctx(), { name: 'gone' })
  const body = json({ batch: [event({ messageId: 'nokey-1' })] })
  const authorization = `Bearer ${other.key}`
  expect((await send('/v1/batch', json({ batch: [event()] }), { authorization })).status).toBe(200)
  await revokeWriteKey(server.ctx(), { id: other.id })
  for (const headers of [{ authorization }, { authorization: 'Bearer siyu_wk_x' }, {}]) {
    const answer = await send('/v1/batch', body, headers as Record<string, string>)
    expect(answer.status).toBe(401)
    expect(answer.body.code).toBe('unknown_write_key')
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
  }
  expect(await idsOf('nokey-')).toEqual([])
})

test.each([
  ['plain JSON as text/plain', (text: string) => Buffer.from(text)],
  ['gzip without a word of it', (text: string) => gzipSync(text)],
  ['a form with base64', (text: string) => Buffer.from(`data=${encodeURIComponent(btoa(text))}`)],
  [
    'a form with base64 of gzip',
    (text: string) =>
      Buffer.from(`data_list=${encodeURIComponent(gzipSync(text).toString('base64'))}&gzip=1`),
  ],
])('a body is read whatever its content type claims: %s', async (title, encode) => {
  const messageId = `body-${title.length}`
  const answer = await send('/v1/batch', encode(json({ batch: [event({ messageId })] })), {
    authorization: `Bearer ${key}`,
    'content-type': 'application/x-www-form-urlencoded',
  })
  expect(answer.status).toBe(200)
  expect(await idsOf(messageId)).toEqual([messageId])
})

test('every single call of the HTTP API is taken, by its full name and by its letter', async () => {
  const calls = ['track', 'identify', 'page', 'screen', 'group', 'alias']
  for (const call of calls)
    for (const path of [call, call.charAt(0)]) {
      const body = event({
        ...{ type: undefined, userId: 'user-1', messageId: `call-${path}`, groupId: 'g' },
        previousId: 'anon-0',
      })
      const answer = await send(`/v1/${path}`, json({ ...body, writeKey: key }), {})
      expect([path, answer.status, answer.body.refused]).toEqual([path, 200, []])
    }
  expect(await idsOf('call-')).toHaveLength(12)
  expect((await send('/v1/m', '{"series":[]}')).status).toBe(200)
})

test('the browser SDK is told where to send, and its preflight is allowed for a day', async () => {
  const settings = await server.app.request(`/v1/projects/${key}/settings`)
  expect(await settings.json()).toEqual({
    integrations: {
      'Segment.io': { apiKey: key, apiHost: 'siyu.test/v1', protocol: 'http' },
    },
  })
  const asked = await server.app.request('/v1/t', {
    method: 'OPTIONS',
    headers: {
      origin: 'https://shop.example',
      'access-control-request-headers': 'authorization,x-retry-count',
    },
  })
  expect(asked.headers.get('access-control-allow-origin')).toBe('https://shop.example')
  expect(asked.headers.get('access-control-allow-headers')).toBe('authorization,x-retry-count')
  expect(asked.headers.get('access-control-max-age')).toBe('86400')
  const refused = await server.app.request('/v1/t', {
    method: 'POST',
    body: '{}',
    headers: { origin: 'https://shop.example' },
  })
  expect(refused.status).toBe(401)
  expect(refused.headers.get('access-control-allow-origin')).toBe('https://shop.example')
})

test('a bad event is set aside whole with its reason, and its neighbours are taken', async () => {
  const deep = JSON.parse(`${'{"a":'.repeat(25)}1${'}'.repeat(25)}`) as object
  const wide = Object.fromEntries(Array.from({ length: 2_001 }, (_, i) => [`k${i}`, i]))
  const bad: [object | null, string][] = [
    [event({ type: 'drive' }), 'type'],
    [event({ event: '' }), 'event'],
    [event({ anonymousId: undefined }), 'userId'],
    [event({ anonymousId: '00000000-0000-0000-0000-000000000000', userId: 'undefined' }), 'userId'],
    [event({ timestamp: 'yesterday' }), 'timestamp'],
    [event({ messageId: 'm'.repeat(101) }), 'messageId'],
    [event({ properties: 'none' }), 'properties'],
    [event({ properties: deep }), 'properties'],
    [event({ properties: wide }), 'properties'],
    [event({ type: 'alias', userId: 'u' }), 'previousId'],
    [null, ''],
  ]
  const good = bad.map((_, i) => event({ messageId: `neighbour-${i}` }))
  const batch = bad.flatMap(([it], i) => [good[i], it])
  const answer = await send('/v1/batch', json({ batch }))
  expect(answer.status).toBe(200)
  expect(answer.body.accepted).toBe(bad.length)
  expect(answer.body.refused.map(({ index, field }) => [index, field])).toEqual(
    bad.map(([, field], i) => [2 * i + 1, field]),
  )
  expect(await idsOf('neighbour-')).toHaveLength(bad.length)
  const { rows } = await pgSql<{ n: number }>`
    select count(*)::int as n from collect.dead_letter
    where position = ${answer.body.position}`.execute(server.rt.database.db)
  expect(rows[0]?.n).toBe(bad.length)
})

test('a body that is no batch is told what is wrong with it', async () => {
  for (const [body, field] of [
    ['{"batch":', ''],
    ['[]', ''],
    ['{}', 'batch'],
    [Buffer.from([0x7b, 0xff, 0xfe]), ''],
    [Buffer.from([0x1f, 0x8b, 1, 2, 3]), ''],
  ] as const) {
    const answer = await send('/v1/batch', body)
    expect(answer.status).toBe(400)
    expect(answer.body.errors?.[0]?.field).toBe(field)
  }
  const bomb = gzipSync(`{"batch":[${' '.repeat(9_000_000)}]}`)
  expect((await send('/v1/batch', bomb)).status).toBe(413)
  expect((await send('/v1/batch', ' '.repeat(4_200_000))).status).toBe(413)
})

test('half characters, NUL and keys that reach into JavaScript leave no trace', async () => {
  const text = `{"batch":[{"type":"track","event":"x\\u0000y","anonymousId":"a","messageId":"evil-1",
    "properties":{"__proto__":{"polluted":1},"constructor":1,"a\\u0000b":"c\\ud800d","":"empty","ok":1,
    "a.b":1,"a":{"b":2},"nested":{"__proto__":{"x":1}},"big":1e300,"mixed":[1,"a",{"b":null},[true]]}}]}`
  expect((await send('/v1/batch', text)).body).toMatchObject({ accepted: 1, refused: [] })
  expect(await idsOf('evil-')).toEqual(['evil-1'])
  const [row] = await server.rt.ch.query<{ event: string; properties: object }>(sql`
    SELECT event, properties FROM events WHERE message_id = 'evil-1'`)
  expect(row?.event).toBe('xy')
  expect(json(row?.properties)).not.toMatch(/polluted|constructor|__proto__/)
  expect({}).not.toHaveProperty('polluted')
})

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(null, 0, -1, 1e308, '', 'null', '\u0000', '😀'.repeat(40), [], {}, [[[]]], true),
)
const fuzzed = fc.record(
  {
    type: fc.oneof(
      fc.constantFrom('track', 'identify', 'page', 'alias', 'group', 'screen'),
      hostile,
    ),
    event: fc.oneof(fc.constantFrom('Order Completed', 'constructor', 'x'), hostile),
    anonymousId: fc.oneof(fc.constantFrom('a', 'b'), hostile),
    userId: hostile,
    previousId: hostile,
    messageId: hostile,
    timestamp: fc.oneof(fc.constantFrom('2026-03-01T00:00:00+08:00', 1772000000000), hostile),
    properties: fc.oneof(fc.dictionary(fc.string({ unit: 'binary' }), hostile), hostile),
    traits: fc.oneof(
      fc.dictionary(fc.constantFrom('phone', 'email', 'a.b', 'a'), hostile),
      hostile,
    ),
    context: hostile,
    sentAt: hostile,
    identifiers: hostile,
  },
  { requiredKeys: [] },
)

test('whatever is sent, the answer is no fault of ours, and what was accepted is in history', async () => {
  const expected: string[] = []
  let run = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fuzzed, { maxLength: 12 }), hostile, async (batch, sentAt) => {
      run++
      const unique = batch.map((it, i) => ({ ...it, messageId: `fuzz-${run}-${i}` }))
      const answer = await send('/v1/batch', json({ batch: unique, sentAt }))
      expect(answer.status).toBe(200)
      const refused = new Set(answer.body.refused.map(({ index }) => index))
      for (const [i, { messageId }] of unique.entries())
        if (!refused.has(i)) expected.push(messageId)
      expect(answer.body.accepted).toBe(batch.length - refused.size)
      expect((await send('/v1/track', json(batch[0] ?? sentAt))).status).toBeLessThan(500)
    }),
    { numRuns: 150 },
  )
  expect(expected.length).toBeGreaterThan(20)
  expect(await idsOf('fuzz-')).toEqual(expected.toSorted())
  const { rows } = await pgSql<{ left: number; broken: number }>`
    select count(*) filter (where done_at is null)::int as left,
      (select count(*)::int from collect.dead_letter where stage <> 'collect') as broken
    from collect.inbox`.execute(server.rt.database.db)
  expect(rows).toEqual([{ left: 0, broken: 0 }])
}, 120_000)

test('while the database is away the answer is 503 with Retry-After, and 200 once it is back', async () => {
  const { pool } = server.rt.database
  const connect = pool.connect
  Object.assign(pool, {
    connect: () => Promise.reject(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })),
  })
  try {
    const answer = await send('/v1/batch', json({ batch: [event({ messageId: 'away-1' })] }))
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
  } finally {
    Object.assign(pool, { connect })
  }
  expect((await send('/v1/batch', json({ batch: [event({ messageId: 'away-1' })] }))).status).toBe(
    200,
  )
  expect(await idsOf('away-')).toEqual(['away-1'])
})
