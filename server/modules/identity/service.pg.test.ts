import { randomUUID } from 'node:crypto'
import { sql as pgSql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, uuid } from '#kernel/sql.ts'
import { recordEvents } from '#modules/collect/service.ts'
import type { NewEvent } from '#modules/collect/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { IdentifierKind, IdentifierRef } from '#platform/event.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { conflicts, explain, graph, lookup } from './explain.ts'
import { resolvedPerson } from './model/resolved-person.ts'
import {
  currentPersonIds,
  ensurePerson,
  findPerson,
  identifiersOf,
  merge,
  retract,
  split,
} from './service.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const ref = (text: string): IdentifierRef => {
  const [kind = '', value = ''] = text.split(':')
  return { kind: kind as IdentifierKind, scope: '', value }
}

/** A workspace of its own, with events told as "who" lists, one a second. */
async function workspace(...told: string[][]): Promise<Ctx> {
  const ctx = server.rt.ctx(randomUUID())
  await tell(ctx, ...told)
  return ctx
}

let told = 0
async function tell(ctx: Ctx, ...events: string[][]): Promise<void> {
  await ctx.transact((tx) =>
    recordEvents(
      tx,
      events.map((who): NewEvent => ({
        event: 'product_viewed',
        messageId: `told-${++told}`,
        at: new Date(ctx.now.getTime() + told * 1_000),
        identifiers: who.map(ref),
      })),
      { source: 'test', channel: 'web' },
    ),
  )
  await server.settle()
}

/** Events by person, as every chart counts them. */
async function history(ctx: Ctx): Promise<Record<string, number>> {
  const rows = await ctx.ch.query<{ person: string; n: string }>(sql`
    SELECT ${resolvedPerson} AS person, count() AS n FROM events
    WHERE workspace_id = ${uuid(ctx.workspaceId)} GROUP BY person`)
  return Object.fromEntries(rows.map(({ person, n }) => [person, Number(n)]))
}

const person = async (ctx: Ctx, text: string): Promise<string> =>
  (await findPerson(ctx, ref(text))) ?? 'nobody'

const ident = async (ctx: Ctx, text: string): Promise<string> => {
  const { kind, scope, value } = ref(text)
  return (await lookup(ctx, { kind, scope, value })).identId
}

async function factsOf(ctx: Ctx): Promise<{ fact: string; body: unknown }[]> {
  const { rows } = await pgSql<{ fact: string; body: unknown }>`
    select fact, body from platform.outbox where workspace_id = ${ctx.workspaceId}
      and fact like 'identity.%' order by position`.execute(server.rt.database.db)
  return rows
}

test('an anonymous past joins its user, and every chart counts one person', async () => {
  const ctx = await workspace(['anonymous_id:tab'], ['user_id:u'], ['user_id:u'])
  const [phone, user] = [await person(ctx, 'anonymous_id:tab'), await person(ctx, 'user_id:u')]
  expect(await history(ctx)).toEqual({ [phone]: 1, [user]: 2 })
  await tell(ctx, ['user_id:u', 'anonymous_id:tab'])
  expect(await person(ctx, 'user_id:u')).toBe(phone)
  expect(await history(ctx)).toEqual({ [phone]: 4 })
  expect(await currentPersonIds(ctx, [user, phone])).toEqual(
    new Map([
      [user, phone],
      [phone, phone],
    ]),
  )
  expect(await factsOf(ctx)).toContainEqual({
    fact: 'identity.persons_merged',
    body: { survivor: phone, absorbed: user },
  })
})

test('two people who log in on one browser stay two, and between them it is nobody', async () => {
  const ctx = await workspace(
    ['anonymous_id:shared'],
    ['user_id:a', 'anonymous_id:shared'],
    ['anonymous_id:shared'],
    ['user_id:b', 'anonymous_id:shared'],
    ['user_id:b', 'anonymous_id:shared'],
    ['user_id:b'],
    ['anonymous_id:shared'],
  )
  const [a, b] = [await person(ctx, 'user_id:a'), await person(ctx, 'user_id:b')]
  expect(a).not.toBe(b)
  expect(await person(ctx, 'anonymous_id:shared')).toBe(a)
  const counted = await history(ctx)
  const [nobody = ''] = Object.keys(counted).filter((id) => id !== a && id !== b)
  expect(counted).toEqual({ [a]: 2, [b]: 3, [nobody]: 2 })
  const { items } = await conflicts(ctx, { limit: 10 })
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({ state: 'outvoted', clash: 'user_id|' })
})

test('a merge by hand and its undoing give back what was, charts and all', async () => {
  const ctx = await workspace(
    ['user_id:a', 'anonymous_id:a1'],
    ['user_id:a'],
    ['user_id:b', 'anonymous_id:b1'],
  )
  const [a, b] = [await person(ctx, 'user_id:a'), await person(ctx, 'user_id:b')]
  const before = await history(ctx)
  const merged = await merge(ctx, { a: b, b: a, why: 'one customer, two accounts' })
  expect(merged.personId).toBe(a)
  expect(await history(ctx)).toEqual({ [a]: 3 })
  await tell(ctx, ['user_id:b', 'anonymous_id:b1'], ['user_id:b'])
  expect(await history(ctx)).toEqual({ [a]: 5 })
  await retract(ctx, { id: merged.evidenceId, why: 'they are sisters', forbid: true })
  expect(await history(ctx)).toEqual({ [a]: before[a], [b]: (before[b] ?? 0) + 2 })
  expect(await person(ctx, 'user_id:b')).toBe(b)
  await server.settle()
  expect((await factsOf(ctx)).at(-1)).toEqual({
    fact: 'identity.person_split',
    body: {
      from: a,
      to: b,
      identIds: [await ident(ctx, 'user_id:b'), await ident(ctx, 'anonymous_id:b1')],
    },
  })
  const again = await merge(ctx, { a, b, why: 'they are one after all' })
  expect(again.personId).toBe(a)
  expect(await history(ctx)).toEqual({ [a]: 5 })
})

test('a split holds against later evidence of the same, and says so', async () => {
  const ctx = await workspace(['user_id:a', 'anonymous_id:kiosk'])
  const a = await person(ctx, 'user_id:a')
  const kiosk = await ident(ctx, 'anonymous_id:kiosk')
  const answer = await split(ctx, { personId: a, identIds: [kiosk], why: 'a shop terminal' })
  expect(answer.personId).toBe(a)
  const [other = ''] = answer.splitOff
  await tell(ctx, ['user_id:a', 'anonymous_id:kiosk'])
  expect(await history(ctx)).toEqual({ [a]: 2 })
  expect(await person(ctx, 'anonymous_id:kiosk')).toBe(other)
  const { items } = await conflicts(ctx, { limit: 10 })
  expect(items[0]).toMatchObject({ clash: 'apart' })
})

test('why two identifiers are one person is told as a chain of events', async () => {
  const ctx = await workspace(
    ['anonymous_id:x', 'user_id:u'],
    ['user_id:u', 'unionid:w'],
    ['unionid:w', 'member_id:m'],
  )
  const [x, m] = [await ident(ctx, 'anonymous_id:x'), await ident(ctx, 'member_id:m')]
  const told = await explain(ctx, { a: x, b: m })
  expect(told.onePerson).toBe(true)
  expect(told.chain.map(({ rule, source }) => [rule, source])).toEqual(
    Array.from({ length: 3 }, () => ['same_event', 'test']),
  )
  const stranger = await workspace(['anonymous_id:x'])
  await expect(explain(stranger, { a: x, b: m })).rejects.toThrow('no_such_identifier')
})

test('a phone number is masked for whoever may not see it', async () => {
  const ctx = await workspace(['user_id:u', 'phone:13800138000'])
  const personId = await person(ctx, 'phone:+86 138 0013 8000')
  const values = async (permissions: string[]) => {
    const actor = { kind: 'key', keyId: 'k', name: 'k', permissions: new Set(permissions) } as const
    const shown = await graph(server.rt.ctx(ctx.workspaceId, { actor }), { personId })
    return shown.nodes.map((node) => node.value)
  }
  expect(await values(['identity:read'])).toEqual(['u', '+86138****8000'])
  expect(await values(['identity:read', 'pii:read'])).toEqual(['u', '+8613800138000'])
  expect((await identifiersOf(ctx, [personId])).get(personId)?.map(({ value }) => value)).toEqual([
    'u',
    '+8613800138000',
  ])
})

test('whoever is needed is made once, however many ask at the same time', async () => {
  const ctx = await workspace()
  const made = await Promise.all(
    Array.from({ length: 10 }, () =>
      ctx.transact((tx) => ensurePerson(tx, [ref('external_userid:wm1'), ref('unionid:o1')])),
    ),
  )
  expect(new Set(made).size).toBe(1)
  expect(await person(ctx, 'unionid:o1')).toBe(made[0])
})

test('who merged, split, took back or read a number in the open is written down', async () => {
  const ctx = await workspace(['user_id:a', 'phone:13800138000'], ['user_id:b'])
  const [a, b] = [await person(ctx, 'user_id:a'), await person(ctx, 'user_id:b')]
  const { evidenceId } = await merge(ctx, { a, b, why: '' })
  await retract(ctx, { id: evidenceId, why: '', forbid: false })
  await split(ctx, { personId: a, identIds: [await ident(ctx, 'user_id:a')], why: '' })
  await graph(ctx, { personId: await person(ctx, 'phone:13800138000') })
  const { rows } = await pgSql<{ action: string }>`
    select action from platform.audit where workspace_id = ${ctx.workspaceId}
      and action like 'identity.%' order by id`.execute(server.rt.database.db)
  expect(rows.map((row) => row.action)).toEqual([
    ...['identity.merged', 'identity.evidence_retracted', 'identity.split'],
    'identity.personal_data_read',
  ])
})

test('workspaces never see each other', async () => {
  const [one, two] = [await workspace(['user_id:u']), await workspace(['user_id:u'])]
  const [a, b] = [await person(one, 'user_id:u'), await person(two, 'user_id:u')]
  expect(a).not.toBe(b)
  await expect(graph(two, { personId: a })).rejects.toThrow('no_such_person')
  await expect(merge(two, { a, b, why: '' })).rejects.toThrow('no_such_person')
})
