import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, uuid } from '#kernel/sql.ts'
import { addHours } from '#kernel/time.ts'
import { recordEvents } from '#modules/collect/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { merge } from './by-hand.ts'
import { resolvedPerson } from './model/resolved-person.ts'
import { findPerson } from './service.ts'
import { SQUASH_PAUSE_HOURS, runSquash, squash } from './squash.ts'
import { settledVersion } from './store/squash.ts'
import { undo } from './undo.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

let n = 0
async function tell(ctx: Ctx, ...users: string[]): Promise<void> {
  const events = users.map((value) => ({
    ...{ event: 'product_viewed', messageId: `s${++n}`, at: ctx.now },
    identifiers: [{ kind: 'user_id' as const, scope: '', value }],
  }))
  await ctx.transact((tx) => recordEvents(tx, events, { source: 'test', channel: 'server' }))
  await server.settle()
}

const person = async (ctx: Ctx, value: string): Promise<string> =>
  (await findPerson(ctx, { kind: 'user_id', scope: '', value })) ?? 'nobody'

/** By the person a chart reads, and by the one that is stored. */
async function counted(ctx: Ctx, by = resolvedPerson): Promise<Record<string, number>> {
  const rows = await ctx.ch.query<{ person: string; n: string }>(sql`
    SELECT toString(${by}) AS person, count() AS n FROM events
    WHERE workspace_id = ${uuid(ctx.workspaceId)} GROUP BY person`)
  return Object.fromEntries(rows.map(({ person: id, n: times }) => [id, Number(times)]))
}
const STORED = sql`person_id`

async function redirected(ctx: Ctx): Promise<number> {
  const rows = await ctx.ch.query<{ n: string }>(
    sql`SELECT element_count AS n FROM system.dictionaries WHERE name = 'identity_redirect'`,
  )
  return Number(rows[0]?.n ?? 0)
}

const pass = () => server.moveTo(addHours(server.clock.now(), SQUASH_PAUSE_HOURS))

test('a squash writes the person of now, a later one drops the redirect, and an undo still works', async () => {
  const ctx = server.rt.ctx(randomUUID())
  await tell(ctx, 'a', 'b', 'b', 'c')
  const [a, b, c] = [await person(ctx, 'a'), await person(ctx, 'b'), await person(ctx, 'c')]
  const before = await counted(ctx)
  const { actionId } = await merge(ctx, { a, b, why: '' })
  expect(await counted(ctx, STORED)).toEqual(before)
  expect(await counted(ctx)).toEqual({ [a]: 3, [c]: 1 })
  expect(await runSquash(server.rt)).toBe(2)
  expect(await counted(ctx, STORED)).toEqual({ [a]: 3, [c]: 1 })
  expect(await redirected(ctx)).toBe(1)
  await runSquash(server.rt)
  expect(await redirected(ctx)).toBe(0)
  expect(await counted(ctx)).toEqual({ [a]: 3, [c]: 1 })
  await undo(ctx, { id: actionId, why: '' })
  expect(await counted(ctx)).toEqual(before)
  await runSquash(server.rt)
  expect(await counted(ctx, STORED)).toEqual(before)
})

test('a row that comes after the squash under a person of before keeps its redirect', async () => {
  const ctx = server.rt.ctx(randomUUID())
  await tell(ctx, 'a', 'b')
  const [a, b] = [await person(ctx, 'a'), await person(ctx, 'b')]
  await merge(ctx, { a, b, why: '' })
  await runSquash(server.rt)
  await ctx.ch.command(`
    INSERT INTO events SELECT * REPLACE (${b} AS person_id, 'late' AS message_id) FROM (
      SELECT * FROM events WHERE workspace_id = '${ctx.workspaceId}' AND message_id = 's${n}')`)
  await runSquash(server.rt)
  expect(await counted(ctx)).toEqual({ [a]: 3 })
  await runSquash(server.rt)
  expect(await redirected(ctx)).toBe(0)
  expect(await counted(ctx, STORED)).toEqual({ [a]: 3 })
})

test('while rows keep coming in, a squash neither loses nor doubles any', async () => {
  const ctx = server.rt.ctx(randomUUID())
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(5), { minLength: 2, maxLength: 4 }), async (who) => {
      const users = who.map((i) => `u${i}`)
      await tell(ctx, ...users)
      const people = [...new Set(await Promise.all(users.map((user) => person(ctx, user))))]
      const [a, b] = people
      const total = Object.values(await counted(ctx)).reduce((x, y) => x + y, 0)
      if (a && b) await merge(ctx, { a, b, why: '' })
      const settled = await settledVersion(server.rt.database.db)
      await Promise.all([squash(server.rt.ch, settled), tell(ctx, ...users), tell(ctx, ...users)])
      const after = Object.values(await counted(ctx)).reduce((x, y) => x + y, 0)
      expect(after).toBe(total + 2 * users.length)
    }),
    { numRuns: 8 },
  )
})

test('it is looked at a pause after the first merge, and not while nothing is redirected', async () => {
  const ctx = server.rt.ctx(randomUUID())
  await tell(ctx, 'a', 'b')
  await merge(ctx, { a: await person(ctx, 'a'), b: await person(ctx, 'b'), why: '' })
  for (let i = 0; i < 3; i++) {
    await pass()
    await tell(ctx, 'a')
  }
  expect(await redirected(ctx)).toBe(0)
})
