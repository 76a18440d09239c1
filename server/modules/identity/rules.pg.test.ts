import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordEvents } from '#modules/collect/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { IdentifierKind, IdentifierRef } from '#platform/event.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import type { Limit } from './model/policy.ts'
import { rehearseRules, rules, saveRules } from './rules.ts'
import type { Wanted } from './rules.ts'
import { findIdentifier } from './service.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const ref = (text: string): IdentifierRef => {
  const [kind = '', value = ''] = text.split(':')
  return { kind: kind as IdentifierKind, scope: '', value }
}

async function tell(ctx: Ctx, events: readonly (readonly string[])[], from = 0): Promise<void> {
  await ctx.transact((tx) =>
    recordEvents(
      tx,
      events.map((who, i) => ({
        ...{ event: 'product_viewed', messageId: `m${from + i}` },
        at: new Date(server.clock.now().getTime() + from + i),
        identifiers: who.map(ref),
      })),
      { source: 'test', channel: 'server' },
    ),
  )
  await server.settle()
}

const workspace = (): Ctx => server.rt.ctx(randomUUID())

const NONE: Wanted = { limits: {}, blocked: [] }

async function put(ctx: Ctx, wanted: Wanted) {
  const { version } = await rules(ctx)
  const saved = await saveRules(ctx, { ...wanted, version, why: '' })
  await server.settle()
  return saved
}

/** Who is one with whom, by identifiers; ids of persons differ between workspaces. */
async function persons(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ who: string[] }>`
    select array_agg(kind || ':' || lookup order by kind, lookup) as who from identity.identifier
    where workspace_id = ${ctx.workspaceId} and scope = '' group by person_id`.execute(ctx.db)
  return rows.map(({ who }) => who.join(' ')).toSorted()
}

const TWO_PHONES = [
  ['user_id:a', 'phone:+8613800138000'],
  ['user_id:a', 'phone:+8613900139000'],
  ['user_id:b', 'email:b@x.cn'],
]
const ONE_PHONE: Record<'phone', Limit> = { phone: { perPerson: 1, outright: 1 } }

test('a rehearsal says what a stricter limit would split, and changes nothing', async () => {
  const ctx = workspace()
  await tell(ctx, TWO_PHONES)
  const before = await persons(ctx)
  const told = await rehearseRules(ctx, { limits: ONE_PHONE, blocked: [] })
  expect(told).toMatchObject({ merges: 0, splits: 1, isWhole: true, tooLarge: 0 })
  expect(told.samples).toMatchObject([{ kind: 'split' }])
  expect(await persons(ctx)).toEqual(before)
  expect(await rules(ctx)).toMatchObject({ version: 0, run: null, blocked: [] })
})

test('rules are applied backwards, counted as they were rehearsed, and given back by the old ones', async () => {
  const ctx = workspace()
  await tell(ctx, TWO_PHONES)
  const before = await persons(ctx)
  const told = await rehearseRules(ctx, { limits: ONE_PHONE, blocked: [] })
  await put(ctx, { limits: ONE_PHONE, blocked: [] })
  expect(await persons(ctx)).toHaveLength(before.length + 1)
  const { run } = await rules(ctx)
  expect(run).toMatchObject({ version: 1, left: 0, merged: told.merges, split: told.splits })
  expect(run?.finishedAt).not.toBeNull()
  expect(await rehearseRules(ctx, NONE)).toMatchObject({ merges: 1, splits: 0 })
  await put(ctx, NONE)
  expect(await persons(ctx)).toEqual(before)
})

test('whenever the rules changed, persons are as if they had always been so', async () => {
  const who = fc.constantFrom(
    ...['user_id:a', 'user_id:b', 'anonymous_id:x', 'anonymous_id:y'],
    ...['phone:+8613800138000', 'phone:+8613900139000', 'email:a@x.cn', 'member_id:m'],
  )
  const events = fc.array(fc.uniqueArray(who, { minLength: 1, maxLength: 3 }), { maxLength: 10 })
  const limit = (most: number) =>
    fc
      .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 0, max: 2 }))
      .map(([perPerson, more]): Limit => ({ perPerson, outright: perPerson + more }))
  const limits = fc.record({ phone: limit(2), user_id: limit(2), anonymous_id: limit(2) })
  await fc.assert(
    fc.asyncProperty(events, events, limits, async (first, second, decided) => {
      const [late, early] = [workspace(), workspace()]
      await tell(late, first)
      await put(late, { limits: decided, blocked: [] })
      await tell(late, second, first.length)
      await put(early, { limits: decided, blocked: [] })
      await tell(early, [...first, ...second])
      expect(await persons(late)).toEqual(await persons(early))
    }),
    { numRuns: Number(process.env.SIYU_RUNS ?? 12) },
  )
}, 120_000)

test('a value that stands for nobody joins nobody, of the past as well; taken off the list it does again', async () => {
  const ctx = workspace()
  await tell(ctx, [
    ['user_id:a', 'phone:+8613800138000'],
    ['user_id:a', 'anonymous_id:kiosk'],
    ['anonymous_id:kiosk', 'email:c@x.cn'],
  ])
  const before = await persons(ctx)
  const blocked = [{ kind: 'anonymous_id' as const, value: 'kiosk' }]
  const told = await rehearseRules(ctx, { limits: {}, blocked })
  expect(told.splits).toBe(2)
  await put(ctx, { limits: {}, blocked })
  expect(await persons(ctx)).toHaveLength(3)
  await tell(ctx, [['user_id:d', 'anonymous_id:kiosk'], ['anonymous_id:kiosk']], 10)
  const of = async (text: string) => (await findIdentifier(ctx, ref(text)))?.personId
  expect(await of('user_id:d')).not.toBe(await of('anonymous_id:kiosk'))
  await put(ctx, NONE)
  const after = await persons(ctx)
  expect(after.filter((one) => one.includes('kiosk'))).toEqual(
    before.filter((one) => one.includes('kiosk')),
  )
})

test('a phone on the list is sealed, and masked to whoever may not see numbers', async () => {
  const ctx = workspace()
  await put(ctx, { limits: {}, blocked: [{ kind: 'phone', value: '138 0013 8000' }] })
  const { rows } = await sql<{ lookup: string; sealed: string }>`
    select lookup, sealed from identity.blocked where workspace_id = ${ctx.workspaceId}`.execute(
    ctx.db,
  )
  expect(JSON.stringify(rows)).not.toContain('13800138000')
  await tell(ctx, [
    ['user_id:a', 'phone:+8613800138000'],
    ['user_id:b', 'phone:+8613800138000'],
  ])
  expect((await persons(ctx)).filter((one) => one.startsWith('user_id'))).toEqual([
    'user_id:a',
    'user_id:b',
  ])
  const [{ value } = { value: '' }] = (await rules(ctx)).blocked
  await put(ctx, { limits: {}, blocked: [{ kind: 'phone', value }] })
  expect((await rules(ctx)).blocked).toHaveLength(1)
})

test('who changes rules that somebody else changed meanwhile is told', async () => {
  const ctx = workspace()
  await put(ctx, NONE)
  await expect(saveRules(ctx, { ...NONE, version: 0, why: '' })).rejects.toMatchObject({
    code: 'rules_changed',
  })
  await expect(
    rehearseRules(ctx, { limits: {}, blocked: [{ kind: 'email', value: 'none' }] }),
  ).rejects.toMatchObject({ code: 'bad_blocked_value' })
})

test('what WeChat gives one person once stays one, whatever is asked', async () => {
  const ctx = workspace()
  await put(ctx, { limits: { unionid: { perPerson: 5, outright: 5 } }, blocked: [] })
  const { kinds } = await rules(ctx)
  expect(kinds.find(({ kind }) => kind === 'unionid')).toMatchObject({
    ...{ perPerson: 1, outright: 1, isFixed: true },
  })
  await tell(ctx, [
    ['user_id:a', 'unionid:u1'],
    ['user_id:a', 'unionid:u2'],
  ])
  expect(await persons(ctx)).toEqual(['unionid:u1 user_id:a', 'unionid:u2'])
})
