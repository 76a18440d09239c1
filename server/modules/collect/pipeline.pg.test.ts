import { sql as pgSql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { sql, str, uuid } from '#kernel/sql.ts'
import type { ResolvedEvent } from '#platform/event.ts'
import type { Stage } from '#platform/module.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { takeDecoded } from './pipeline/just-decoded.ts'
import { runPipeline } from './pipeline/run.ts'
import { createWriteKey, recordEvents } from './service.ts'

let server: TestServer
let key: string
let stage: Stage
let projected: ResolvedEvent[] = []

beforeAll(async () => {
  server = await testServer()
  key = (await createWriteKey(server.ctx(), { name: 'shop' })).key
  // A module's place on the event path, lent to the tests: what it wrote commits with the batch.
  const module = server.rt.modules.find(({ name }) => name === 'collect')
  stage = {}
  if (module) module.stage = stage
  await pgSql`create table if not exists collect.test_projected (message_id text)`.execute(
    server.rt.database.db,
  )
})
afterEach(() => {
  delete stage.project
  projected = []
})
afterAll(() => server[Symbol.asyncDispose]())

const post = (path: string, body: unknown) =>
  server.app.request(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { authorization: `Bearer ${key}` },
  })

const track = (messageId: string, more: object = {}) => ({
  ...{ type: 'track', event: 'Product Viewed', anonymousId: `anon-${messageId}`, messageId },
  ...more,
})

async function countOf(prefix: string): Promise<{ rows: number; ids: number }> {
  const [row] = await server.rt.ch.query<{ rows: string; ids: string }>(sql`
    SELECT count() AS rows, uniqExact(message_id) AS ids FROM events
    WHERE workspace_id = ${uuid(server.workspaceId)} AND startsWith(message_id, ${str(prefix)})`)
  return { rows: Number(row?.rows), ids: Number(row?.ids) }
}

const keepProjected = () => {
  stage.project = async (tx, events) => {
    projected.push(...events)
    for (const { messageId } of events)
      await pgSql`insert into collect.test_projected values (${messageId})`.execute(tx.db)
  }
}

async function projectedRows(prefix: string): Promise<string[]> {
  const { rows } = await pgSql<{ message_id: string }>`
    select message_id from collect.test_projected where message_id like ${`${prefix}%`}
    order by message_id`.execute(server.rt.database.db)
  return rows.map((row) => row.message_id)
}

test('a message that comes in many requests at once counts once', async () => {
  keepProjected()
  const batch = Array.from({ length: 20 }, (_, i) => track(`dup-${i}`))
  const answers = await Promise.all(
    Array.from({ length: 12 }, async () => post('/v1/batch', { batch: [...batch, ...batch] })),
  )
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
  await server.settle()
  await post('/v1/batch', { batch })
  await server.settle()
  expect(await countOf('dup-')).toEqual({ rows: 20, ids: 20 })
  expect(await projectedRows('dup-')).toHaveLength(20)
})

test('several workers at once draw each conclusion once', async () => {
  keepProjected()
  for (let b = 0; b < 30; b++)
    await post('/v1/batch', { batch: Array.from({ length: 5 }, (_, i) => track(`many-${b}-${i}`)) })
  await Promise.all(Array.from({ length: 5 }, () => runPipeline(server.rt)))
  await server.settle()
  expect(await countOf('many-')).toEqual({ rows: 150, ids: 150 })
  expect(await projectedRows('many-')).toHaveLength(150)
})

test('a batch comes out the same whether this process remembers decoding it or not', async () => {
  const stored = async (prefix: string, remembered: boolean) => {
    keepProjected()
    // Without an id and a time of its own, an event is called after its place in the inbox.
    const nameless = { type: 'track', event: 'Order Paid', userId: prefix, messageId: undefined }
    const answer = await post('/v1/batch', {
      batch: [track(`${prefix}-1`, { properties: { order_id: 7, total: '12.30' } }), 7],
    })
    const other = await post('/v1/batch', { batch: [nameless, nameless] })
    const positions = await Promise.all(
      [answer, other].map(async (it) => ((await it.json()) as { position: string }).position),
    )
    if (!remembered) for (const position of positions) takeDecoded(server.rt, position)
    await server.settle()
    const told = projected.splice(0)
    return told.map(({ event, type, properties, source, channel, messageId, position }) => ({
      ...{ event, type, properties, source, channel },
      messageId: messageId.replace(position, 'P').replace(prefix, ''),
    }))
  }
  const remembered = await stored('warm', true)
  expect(remembered.map((event) => event.messageId)).toEqual(['-1', 'pP-0', 'pP-1'])
  expect(await stored('cold', false)).toEqual(remembered)
})

test.each(['before', 'after'] as const)(
  'a crash %s history is written repeats nothing and loses nothing',
  async (when) => {
    keepProjected()
    const original = server.rt.ch.insertColumns
    let crashes = 2
    server.rt.ch.insertColumns = async (...args) => {
      if (when === 'after') await original(...args)
      if (crashes-- > 0) throw new Error('connect ECONNREFUSED: the process ended here')
      if (when === 'before') await original(...args)
    }
    try {
      await post('/v1/batch', { batch: [track(`crash-${when}-1`), track(`crash-${when}-2`)] })
      while (crashes > 0) await runPipeline(server.rt).catch(() => {})
      // What arrives meanwhile is not mixed into the unfinished batch.
      await post('/v1/batch', { batch: [track(`crash-${when}-3`), track(`crash-${when}-1`)] })
      await server.settle()
    } finally {
      server.rt.ch.insertColumns = original
    }
    expect(await countOf(`crash-${when}-`)).toEqual({ rows: 3, ids: 3 })
    expect(await projectedRows(`crash-${when}-`)).toHaveLength(3)
  },
)

test('an event that a module cannot take is set aside, and its neighbours are not', async () => {
  stage.project = async (tx, events) => {
    for (const { messageId } of events) {
      await pgSql`insert into collect.test_projected values (${messageId})`.execute(tx.db)
      if (messageId === 'poison-3') throw new Error('cannot take this one')
    }
  }
  const batch = Array.from({ length: 8 }, (_, i) => track(`poison-${i}`))
  await post('/v1/batch', { batch })
  await server.settle()
  expect(await countOf('poison-')).toEqual({ rows: 8, ids: 8 })
  expect(await projectedRows('poison-')).toEqual([0, 1, 2, 4, 5, 6, 7].map((i) => `poison-${i}`))
  const { rows } = await pgSql`
    select stage, message_id, reason from collect.dead_letter
    where message_id like 'poison-%'`.execute(server.rt.database.db)
  expect(rows).toEqual([
    { stage: 'collect', message_id: 'poison-3', reason: 'Error: cannot take this one' },
  ])
})

test('an event that history cannot hold is set aside, and its neighbours are not', async () => {
  keepProjected()
  const original = server.rt.ch.insertColumns
  server.rt.ch.insertColumns = async (table, columns, rows, token) => {
    if (JSON.stringify(rows).includes('unstorable-5'))
      throw Object.assign(new Error('Cannot parse input'), { code: '27' })
    await original(table, columns, rows, token)
  }
  try {
    const batch = Array.from({ length: 9 }, (_, i) => track(`unstorable-${i}`))
    await post('/v1/batch', { batch })
    await server.settle()
  } finally {
    server.rt.ch.insertColumns = original
  }
  expect(await countOf('unstorable-')).toEqual({ rows: 8, ids: 8 })
  expect(await projectedRows('unstorable-')).not.toContain('unstorable-5')
  const { rows } = await pgSql`
    select stage, message_id from collect.dead_letter
    where message_id like 'unstorable-%'`.execute(server.rt.database.db)
  expect(rows).toEqual([{ stage: 'history', message_id: 'unstorable-5' }])
})

test('imported history keeps its times and is told to modules as history', async () => {
  keepProjected()
  const answer = await post('/v1/import', {
    sentAt: '2026-01-01T00:00:00Z',
    batch: [track('import-1', { timestamp: '2009-12-01T07:45:00Z' })],
  })
  expect(answer.status).toBe(200)
  await server.settle()
  expect(projected.map(({ at, history }) => [at.toISOString(), history])).toEqual([
    ['2009-12-01T07:45:00.000Z', true],
  ])
  const again = await post('/v1/import', { batch: [track('import-1')] })
  expect(again.status).toBe(200)
  await server.settle()
  expect(await countOf('import-')).toEqual({ rows: 1, ids: 1 })
})

test('an event of a person without an identifier is under that person, through a merge too', async () => {
  keepProjected()
  await post('/v1/batch', { batch: [track('of-1', { userId: 'user-of' })] })
  await server.settle()
  const personId = projected[0]?.personId ?? ''
  await server.ctx().transact((tx) =>
    recordEvents(tx, [{ event: 'stage_changed', messageId: 'of-2', identifiers: [], personId }], {
      source: 'siyu',
      channel: 'server',
    }),
  )
  await server.settle()
  expect(projected.at(-1)).toMatchObject({ messageId: 'of-2', personId })
})

test('settled is true once everything up to the position can be asked for', async () => {
  const answer = await post('/v1/batch', { batch: [track('settle-1')] })
  const { position } = (await answer.json()) as { position: string }
  const ctx = server.ctx()
  expect(await ctx.system.settled(server.workspaceId, position, 20_000)).toBe(true)
  expect(await countOf('settle-')).toEqual({ rows: 1, ids: 1 })
  const original = server.rt.ch.insertColumns
  server.rt.ch.insertColumns = () => Promise.reject(new Error('ECONNREFUSED'))
  try {
    const stuck = await post('/v1/batch', { batch: [track('settle-2')] })
    const later = ((await stuck.json()) as { position: string }).position
    expect(await ctx.system.settled(server.workspaceId, later, 300)).toBe(false)
  } finally {
    server.rt.ch.insertColumns = original
  }
  await server.settle()
  expect(await countOf('settle-')).toEqual({ rows: 2, ids: 2 })
})
