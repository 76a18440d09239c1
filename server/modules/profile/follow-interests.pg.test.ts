import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordEvents } from '#modules/collect/service.ts'
import { ensurePerson } from '#modules/identity/service.ts'
import { addMs } from '#kernel/time.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { GATHER_SECONDS } from './model/gather.ts'
import { raiseInterests } from './service.ts'
import { followInterests } from './service/follow-interests.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

async function interestsOf(personId: string): Promise<unknown> {
  const { rows } = await sql<{ interests: unknown }>`
    select interests from profile.person
    where workspace_id = ${server.workspaceId} and person_id = ${personId}`.execute(
    server.rt.database.db,
  )
  return rows[0]?.interests
}

/** Rows that nobody may read before the transaction ends which began before them. */
async function whileFlooded(work: () => Promise<void>): Promise<void> {
  await server.ctx().transact(async (tx) => {
    await sql`select pg_current_xact_id()`.execute(tx.db)
    await sql`
      insert into collect.inbox (workspace_id, dialect, source, channel, history, received_at, events, body)
      select ${server.workspaceId}::uuid, 'own', 'test', '', false, ${server.clock.now()}, 0, '\\x'
      from generate_series(1, 300)`.execute(server.rt.database.db)
    await work()
    await sql`delete from collect.inbox where source = 'test'`.execute(server.rt.database.db)
  })
}

test('while events flood in, portraits follow interests twice a minute; else at once', async () => {
  const reader = [{ kind: 'user_id', scope: '', value: 'reader' } as const]
  const personId = await server.ctx().transact(async (tx) => {
    const seen = { event: 'page_viewed', messageId: 'seen', identifiers: reader }
    await recordEvents(tx, [seen], { source: 'test', channel: 'web' })
    return ensurePerson(tx, reader)
  })
  await server.settle()
  const clicks = (tag: string) =>
    server.ctx().transact(async (tx) => {
      const { rows } = await sql<{ ident_id: string }>`
        select ident_id from identity.identifier where person_id = ${personId}`.execute(tx.db)
      const identId = rows[0]?.ident_id ?? ''
      await raiseInterests(tx, [{ personId, identId, tags: [tag], weight: 1 }])
    })
  await clicks('科幻')
  await server.settle()
  expect(await interestsOf(personId)).toEqual({ 科幻: 1 })
  await whileFlooded(async () => {
    await clicks('历史')
    await followInterests(server.rt)
    expect(await interestsOf(personId)).toEqual({ 科幻: 1 })
    server.clock.set(addMs(server.clock.now(), GATHER_SECONDS * 1_000))
    await followInterests(server.rt)
    expect(Object.keys((await interestsOf(personId)) as object).toSorted()).toEqual([
      '历史',
      '科幻',
    ])
  })
})
