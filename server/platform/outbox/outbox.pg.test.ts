import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { FactHandler, Module } from '../module.ts'
import type { Runtime } from '../runtime.ts'
import { TEST_WORKSPACE, testServer } from '../testing/server.ts'
import type { TestServer } from '../testing/server.ts'
import { openDatabase } from '../db/db.ts'
import { createLog } from '../log.ts'
import { behind } from './behind.ts'
import { dispatch } from './dispatch.ts'
import { fact } from './fact.ts'
import { publishTo } from './publish.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
  // Its own background work opens transactions, which decide when a fact may be read.
  await server.scheduler[Symbol.asyncDispose]()
})
afterAll(() => server[Symbol.asyncDispose]())

/** What is provoked on purpose fills nobody's screen. */
const silent = createLog('silent')
const rang = fact('test.rang', z.object({ n: z.number() }))

/** A runtime with one listener of ours beside the server's database. */
function listening(name: string, hear: FactHandler): Runtime {
  const module: Module = {
    name: name as Module['name'],
    folder: '.',
    on: { [rang.fact]: hear },
  }
  return { ...server.rt, modules: [module] }
}

const publish = (n: number) =>
  server.ctx().transact((tx) => publishTo(tx.db, TEST_WORKSPACE, tx.now, [rang({ n })]))

/** Until nothing is left; a fact is not readable while an older transaction is open. */
async function hearAll(rt: Runtime) {
  const left = () => behind(rt.database.db, rt.modules, { readable: false })
  for (let i = 0; i < 500 && (await left()).length > 0; i++)
    if ((await dispatch(rt)) === 0) await sleep(10)
}

test('a fact that commits late is heard, though younger ones were heard before it', async () => {
  const heard: number[] = []
  const rt = listening('late', async (_, facts) => {
    heard.push(...facts.map((f) => (f.body as { n: number }).n))
  })
  const { pool } = server.rt.database
  const [slow, quick] = [await pool.connect(), await pool.connect()]
  const insert = `insert into platform.outbox (workspace_id, fact, body, at)
    values ('${TEST_WORKSPACE}', 'test.rang', $1::jsonb, now())`
  try {
    // `quick` begins first, so its xid is the smaller; `slow` takes the smaller position.
    await quick.query('begin')
    await quick.query('select pg_current_xact_id()')
    await slow.query('begin')
    await slow.query(insert, ['{"n":1}'])
    await quick.query(insert, ['{"n":2}'])
    await quick.query('commit')
    // Other test files share the engine, and their open transactions hold a fact back as well.
    for (let i = 0; i < 500 && heard.length === 0; i++) {
      await dispatch(rt)
      await sleep(10)
    }
    expect(heard).toEqual([2])
    await slow.query('commit')
    await hearAll(rt)
    expect(heard).toEqual([2, 1])
  } finally {
    // Destroyed, so that a test that fails leaves no open transaction to the next one.
    slow.release(true)
    quick.release(true)
  }
})

test('two processes that listen at once hear each fact once between them', async () => {
  const heard: number[] = []
  const rt = listening('twice', async (tx, facts) => {
    await sql`select pg_sleep(0.01)`.execute(tx.db)
    heard.push(...facts.map((f) => (f.body as { n: number }).n))
  })
  await hearAll(rt)
  heard.length = 0
  for (let n = 0; n < 30; n++) {
    await publish(n)
    if (n % 5 === 0) await Promise.all([dispatch(rt), dispatch(rt), dispatch(rt)])
  }
  await hearAll(rt)
  expect(heard).toEqual(Array.from({ length: 30 }, (_, n) => n))
})

test('a poisonous fact is set aside after its tries, and the next ones are heard', async () => {
  const heard: number[] = []
  const rt = {
    ...listening('poison', async (_, facts) => {
      for (const { body } of facts as readonly { body: { n: number } }[]) {
        if (body.n === 666) throw new Error('poison')
        heard.push(body.n)
      }
    }),
    log: silent,
  } as Runtime
  await publish(665)
  await publish(666)
  await publish(667)
  await hearAll(rt)
  expect(heard).toContain(667)
  const { rows } = await sql<{ body: { n: number } }>`
    select body from platform.outbox_failed where subscriber = 'poison'`.execute(
    server.rt.database.db,
  )
  expect(rows.map((row) => row.body.n)).toEqual([666])
})

test('what was published in a transaction that fails is never heard', async () => {
  const heard: number[] = []
  const rt = listening('rolled-back', async (_, facts) => {
    heard.push(...facts.map((f) => (f.body as { n: number }).n))
  })
  await hearAll(rt)
  heard.length = 0
  const failing = server.ctx().transact(async (tx) => {
    await publishTo(tx.db, TEST_WORKSPACE, tx.now, [rang({ n: 1 })])
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await hearAll(rt)
  expect(heard).toEqual([])
})

test('a database that goes away while facts are heard is told as that: no fact is at fault', async () => {
  const gone = openDatabase(server.rt.database.url)
  const going = listening('going', async () => {
    void gone.db.destroy()
    throw new Error('cut short')
  })
  const rt: Runtime = { ...going, database: gone, log: silent }
  await publish(1)
  await expect(dispatch(rt)).rejects.toThrow(/destroyed/)
  const blamed = await sql`select from platform.outbox_failed where subscriber = 'going'`.execute(
    server.rt.database.db,
  )
  expect(blamed.rows).toHaveLength(0)
})
