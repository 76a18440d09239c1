import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { audit } from './audit.ts'
import { ANY_UNCHAINED, chainAudit, verifyAudit } from './audit-chain.ts'
import { holds } from './db/db.ts'
import { TEST_WORKSPACE, testServer } from './testing/server.ts'
import type { TestServer } from './testing/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const entry = (n: number) => ({
  action: 'test.happened',
  subjectKind: 'thing',
  subjectId: String(n),
  detail: { z: n, a: '值' },
})

const verdict = () => verifyAudit(server.rt.database.db, TEST_WORKSPACE)

/** What somebody with the database's own rights could do. */
async function tamper(statement: string) {
  const { pool } = server.rt.database
  const client = await pool.connect()
  try {
    await client.query(`set session_replication_role = replica; ${statement}`)
  } finally {
    client.release(true)
  }
}

const undone = async (statement: string, undo: string) => {
  await tamper(statement)
  const seen = await verdict()
  await tamper(undo)
  expect(await verdict()).toMatchObject({ kind: 'whole' })
  return seen
}

test('a row is there only if the change it tells of is', async () => {
  const failed = server.ctx().transact(async (tx) => {
    await audit(tx, entry(0))
    throw new Error('changed my mind')
  })
  await expect(failed).rejects.toThrow('changed my mind')
  await server.settle()
  expect(await verdict()).toEqual({ kind: 'whole', rows: 0 })
})

test('rows written at once by many are all linked, in an order of commits', async () => {
  await Promise.all(
    Array.from({ length: 30 }, (_, n) => server.ctx().transact((tx) => audit(tx, entry(n)))),
  )
  const { db } = server.rt.database
  // Other test files share the engine, and their open transactions hold a row back as well.
  for (let i = 0; i < 500 && (await holds(db, ANY_UNCHAINED)); i++) {
    await Promise.all(Array.from({ length: 4 }, () => chainAudit(db)))
    await sleep(10)
  }
  expect(await verdict()).toEqual({ kind: 'whole', rows: 30 })
})

test('the table itself refuses changes and deletions', async () => {
  const { pool } = server.rt.database
  for (const statement of [
    `update platform.audit set actor_name = 'somebody else'`,
    `update platform.audit set hash = 'x', seq = 99 where seq = 1`,
    'delete from platform.audit',
  ])
    await expect(pool.query(statement)).rejects.toThrow('only grows')
})

test('a changed row is found', async () => {
  const seen = await undone(
    `update platform.audit set detail = '{"z": 1}' where seq = 7`,
    `update platform.audit set detail = jsonb_build_object('z', subject_id::int, 'a', '值') where seq = 7`,
  )
  expect(seen).toEqual({ kind: 'broken', seq: '7', because: 'changed' })
})

test('a row taken out of the middle is found', async () => {
  const seen = await undone(
    'create table kept as select * from platform.audit where seq = 12; delete from platform.audit where seq = 12',
    'insert into platform.audit overriding system value select * from kept; drop table kept',
  )
  expect(seen).toEqual({ kind: 'broken', seq: '12', because: 'missing' })
})

test('rows cut off at the end are missed', async () => {
  const seen = await undone(
    'create table kept as select * from platform.audit where seq > 25; delete from platform.audit where seq > 25',
    'insert into platform.audit overriding system value select * from kept; drop table kept',
  )
  expect(seen).toEqual({ kind: 'broken', seq: '26', because: 'cut_off' })
})
