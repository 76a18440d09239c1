import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CanonicalEvent, IdentifierKind, IdentifierRef } from '#platform/event.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { forget } from './cache.ts'
import { POLICY, strengthOf } from './model/policy.ts'
import type { Rule } from './model/policy.ts'
import { LOGGED_OUT } from './model/terminal.ts'
import { current, resolve } from './resolve.ts'
import { bumpGraph } from './store/graph.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const START = Date.UTC(2026, 0, 1)

interface Seen {
  at: number
  ids: string[]
  alias?: string
}

/** `user_id:1` → a reference; openids and external ids belong to one of two apps. */
function ref(text: string): IdentifierRef {
  const [kind = '', value = ''] = text.split(':')
  const scoped = kind === 'openid' || kind === 'external_userid'
  return {
    kind: kind as IdentifierKind,
    scope: scoped ? `app${Number(value) % 2}` : '',
    value: kind === 'phone' ? `+861380013800${value}` : `${kind}-${value}`,
  }
}

const eventOf = (seen: Seen, index: number): CanonicalEvent => ({
  ...{ messageId: `m${index}`, type: 'track', event: 'x', properties: {}, traits: {} },
  at: new Date(START + seen.at * 1_000),
  receivedAt: new Date(START),
  identifiers: seen.ids.map(ref),
  links: seen.alias ? [{ a: ref(seen.ids[0] as string), b: ref(seen.alias) }] : [],
  ...{ source: 's', channel: 'web', history: false },
})

const LOGIN = /^(user_id|member_id):/
const isBrowser = (id: string) => id.startsWith('anonymous_id:')

/** From when on each browser without an account is nobody's: after a log-in, or a second account. */
function plainEras(all: readonly Seen[]): Map<string, number> {
  const eras = new Map<string, number>()
  const begin = (browser: string, at: number) =>
    eras.set(browser, Math.min(eras.get(browser) ?? Infinity, at))
  for (const browser of new Set(all.flatMap(({ ids }) => ids.filter(isBrowser)))) {
    const first = new Map<string, number>()
    for (const { ids, at } of all) {
      const account = actorOf(ids)
      if (account === undefined || !ids.includes(browser)) continue
      if (ids.some((id) => LOGIN.test(id))) begin(browser, at)
      first.set(account, Math.min(first.get(account) ?? Infinity, at))
    }
    for (const [one, at] of first)
      for (const [other, before] of first)
        if (slot(one) === slot(other) && one !== other && before <= at) begin(browser, at)
  }
  return eras
}

/** Beside an account a browser is never the actor; then it is the narrowest account. */
function actorOf(ids: readonly string[]): string | undefined {
  if (ids[0] && !isBrowser(ids[0])) return ids[0]
  const order = ['user_id', 'member_id', 'openid', 'external_userid', 'unionid']
  return order.flatMap((kind) => ids.find((id) => id.startsWith(`${kind}:`)) ?? [])[0]
}

const slot = (id: string) => `${ref(id).kind}|${ref(id).scope}`

/** The rules in the plainest words: all claims in order, groups as sets, limits counted anew. */
function plainly(all: readonly Seen[]): Map<string, Set<string>> {
  const groupOf = new Map<string, Set<string>>()
  const add = (id: string) => groupOf.has(id) || groupOf.set(id, new Set([id]))
  const claims: { a: string; b: string; rule: Rule; order: [number, number, string, number] }[] = []
  const eras = plainEras(all)
  all.forEach(({ at, ids: given, alias }, index) => {
    if (alias) add(alias)
    const account = given.some((id) => !isBrowser(id)) ? actorOf(given) : undefined
    const isOut = !account && given.some((id) => at > (eras.get(id) ?? Infinity))
    if (!isOut) given.forEach(add)
    const ids = account ? [account, ...given.filter((id) => id !== account)] : given
    const actor = ids[0] as string
    const pairs: [string, string, Rule][] = isOut
      ? []
      : ids.slice(1).map((b) => [actor, b, 'same_event'])
    if (alias) pairs.push([given[0] as string, alias, 'alias'])
    pairs.forEach(([a, b, rule], n) =>
      claims.push({
        ...{ a, b, rule },
        order: [strengthOf(rule, ref(a).kind, ref(b).kind), at, `m${index}`, n],
      }),
    )
  })
  const before = (x: (typeof claims)[number], y: (typeof claims)[number]) => {
    for (let i = 0; i < 4; i++) {
      const [p, q] = [x.order[i] as number | string, y.order[i] as number | string]
      if (p !== q) return p < q ? -1 : 1
    }
    return 0
  }
  for (const { a, b, rule } of claims.toSorted(before)) {
    const [x, y] = [groupOf.get(a) as Set<string>, groupOf.get(b) as Set<string>]
    if (x === y) continue
    const broken = [...x].some((id) => {
      const mine = [...x].filter((other) => slot(other) === slot(id)).length
      const theirs = [...y].filter((other) => slot(other) === slot(id)).length
      const { perPerson, outright } = POLICY[ref(id).kind]
      return theirs > 0 && mine + theirs > (rule === 'same_event' ? perPerson : outright)
    })
    if (broken) continue
    for (const id of y) {
      x.add(id)
      groupOf.set(id, x)
    }
  }
  return groupOf
}

/** Which identifiers are together, as sorted text. */
const partition = (groups: Iterable<Iterable<string>>): string[] =>
  [...groups].map((group) => [...group].toSorted().join(' ')).toSorted()

/** Whoever is alone is left out: a browser seen only after a log-out has another name. */
const together = (groups: readonly string[]) => groups.filter((group) => group.includes(' '))

async function storedPartition(workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ person_id: string; kind: string; lookup: string; scope: string }>`
    select person_id, kind, lookup, scope from identity.identifier
    where workspace_id = ${workspaceId} and scope <> ${LOGGED_OUT}`.execute(server.rt.database.db)
  const groups = new Map<string, string[]>()
  for (const { person_id, kind, lookup } of rows)
    groups.set(person_id, [...(groups.get(person_id) ?? []), `${kind}:${lookup.split('-')[1]}`])
  return partition(groups.values())
}

const KINDS = ['user_id', 'anonymous_id', 'unionid', 'openid', 'external_userid', 'member_id']
const id = fc
  .tuple(fc.constantFrom(...KINDS), fc.integer({ min: 1, max: 4 }))
  .map(([kind, n]) => `${kind}:${n}`)
const seen: fc.Arbitrary<Seen> = fc
  .record(
    {
      at: fc.integer({ min: 0, max: 6 }),
      ids: fc.uniqueArray(id, { minLength: 1, maxLength: 3 }),
      alias: fc.integer({ min: 1, max: 4 }).map((n) => `anonymous_id:${n}`),
    },
    { requiredKeys: ['at', 'ids'] },
  )
  // Of three browsers on one event only the first is tied to the others.
  .filter(({ ids }) => ids.length < 3 || !ids.every(isBrowser))

test('any order of arrival, in any batches, gives the persons that the rules name', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(seen, { minLength: 1, maxLength: 14 }),
      fc.infiniteStream(fc.nat(1_000)),
      async (all, choices) => {
        const choose = (below: number) => (choices.next().value as number) % below
        const expected = partition(new Set(plainly(all).values()))
        const workspaceId = randomUUID()
        const left = all.map(eventOf)
        while (left.length > 0) {
          const batch = Array.from(
            { length: 1 + choose(Math.min(4, left.length)) },
            () => left.splice(choose(left.length), 1)[0],
          ).filter((event) => event !== undefined)
          await server.rt.ctx(workspaceId).transact((tx) => resolve(tx, batch))
          if (choose(3) === 0) forget(server.rt.system, workspaceId)
        }
        expect(together(await storedPartition(workspaceId))).toEqual(together(expected))
      },
    ),
    { numRuns: 120 },
  )
}, 120_000)

test('a second time nothing is new: same persons, no row more', async () => {
  const workspaceId = randomUUID()
  const events = [
    { at: 1, ids: ['user_id:1', 'anonymous_id:1'] },
    { at: 2, ids: ['user_id:2', 'anonymous_id:1'] },
    { at: 3, ids: ['user_id:2', 'unionid:1'] },
  ].map(eventOf)
  const once = () => server.rt.ctx(workspaceId).transact((tx) => resolve(tx, events))
  const rowsOf = async () => {
    const { rows } = await sql<{ n: number }>`
      select (select count(*) from identity.evidence where workspace_id = ${workspaceId})
        + (select count(*) from identity.person where workspace_id = ${workspaceId}) as n`.execute(
      server.rt.database.db,
    )
    return rows[0]?.n
  }
  const first = await once()
  const before = await rowsOf()
  forget(server.rt.system, workspaceId)
  expect(await once()).toEqual(first)
  expect(await once()).toEqual(first)
  expect(await rowsOf()).toBe(before)
})

test('a transaction that is undone leaves no memory behind', async () => {
  const workspaceId = randomUUID()
  const events = [eventOf({ at: 1, ids: ['user_id:1', 'anonymous_id:1'] }, 0)]
  await expect(
    server.rt.ctx(workspaceId).transact(async (tx) => {
      await resolve(tx, events)
      throw new Error('undone')
    }),
  ).rejects.toThrow('undone')
  const [person] = await server.rt.ctx(workspaceId).transact((tx) => resolve(tx, events))
  expect(await storedPartition(workspaceId)).toEqual(['anonymous_id:1 user_id:1'])
  const { rows } = await sql<{ person_id: string }>`
    select person_id from identity.person where workspace_id = ${workspaceId}`.execute(
    server.rt.database.db,
  )
  expect(rows).toEqual([{ person_id: person?.personId }])
})

test('known people are resolved while somebody else holds the graph still', async () => {
  const workspaceId = randomUUID()
  const events = [eventOf({ at: 1, ids: ['user_id:1', 'anonymous_id:1'] }, 0)]
  const resolveOnce = () => server.rt.ctx(workspaceId).transact((tx) => resolve(tx, events))
  const first = await resolveOnce()
  const stillHeld = await server.rt.ctx(workspaceId).transact(async (tx) => {
    await current(tx, [first[0]?.identId ?? ''])
    return resolveOnce()
  })
  expect(stillHeld).toEqual(first)
})

test('what another process changed in the graph is not answered from memory', async () => {
  const workspaceId = randomUUID()
  const events = [
    eventOf({ at: 1, ids: ['user_id:1'] }, 0),
    eventOf({ at: 2, ids: ['user_id:2'] }, 1),
  ]
  const resolveAll = () => server.rt.ctx(workspaceId).transact((tx) => resolve(tx, events))
  const [one, two] = await resolveAll()
  // As that process would: rows and version, and no word to this process's memory.
  await server.rt.ctx(workspaceId).transact(async (tx) => {
    await sql`update identity.identifier set person_id = ${one?.personId}
      where workspace_id = ${workspaceId} and ident_id = ${two?.identId}`.execute(tx.db)
    await bumpGraph(tx.db, workspaceId)
  })
  expect((await resolveAll()).map((it) => it.personId)).toEqual([one?.personId, one?.personId])
})

test('a phone number is stored sealed and found by its blind index', async () => {
  const workspaceId = randomUUID()
  await server.rt
    .ctx(workspaceId)
    .transact((tx) => resolve(tx, [eventOf({ at: 1, ids: ['user_id:1', 'phone:7'] }, 0)]))
  const { rows } = await sql<{ lookup: string; sealed: string }>`
    select lookup, sealed from identity.identifier
    where workspace_id = ${workspaceId} and kind = 'phone'`.execute(server.rt.database.db)
  expect(rows[0]?.lookup).not.toContain('13800138007')
  expect(rows[0]?.sealed).not.toContain('13800138007')
  expect(server.rt.secrets.open(rows[0]?.sealed ?? '')).toBe('+8613800138007')
})

test('ten thousand strangers in one batch are ten thousand persons', async () => {
  const workspaceId = randomUUID()
  const salt = randomBytes(4).toString('hex')
  const events = Array.from({ length: 10_000 }, (_, i) => ({
    ...eventOf({ at: 1, ids: [] }, i),
    identifiers: [{ kind: 'anonymous_id' as const, scope: '', value: `${salt}-${i}` }],
  }))
  const persons = await server.rt.ctx(workspaceId).transact((tx) => resolve(tx, events))
  expect(new Set(persons.map(({ personId }) => personId)).size).toBe(10_000)
})
