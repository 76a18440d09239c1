import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as path } from 'node:path'
import { join, name, sql, uint, uuid } from '#kernel/sql.ts'
import {
  isEventCh,
  namesCh,
  namingOf,
  NO_NAMING,
  withNames,
} from '#modules/collect/model/naming/naming.ts'
import type { NamedRule, Naming } from '#modules/collect/model/naming/naming.ts'
import { captured, rulesNamed, seen } from '#modules/collect/model/naming/testing/rules.ts'
import { meets } from '#modules/collect/model/naming/meets.ts'
import { openClickHouse, type ClickHouse } from '#platform/clickhouse/clickhouse.ts'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compile } from './compile.ts'
import { evaluate } from './evaluate.ts'
import type { AttributeValue, PersonView } from './person-view.ts'
import { Predicate } from './predicate.ts'
import { people } from './testing/people.ts'
import { did, someone } from './testing/someone.ts'
import { LEAVES, predicate, valueTest } from './testing/predicates.ts'
import { instant, json } from './testing/values.ts'
import type { ValueTest } from './value-test.ts'

const folder = mkdtempSync(path(tmpdir(), 'predicates-'))
let ch: ClickHouse

const EVENTS = `CREATE TABLE events (workspace_id UUID, event LowCardinality(String),
  at DateTime64(3, 'UTC'), received_at DateTime64(3, 'UTC'), message_id String, ident_id UInt64,
  person_id UInt64, source LowCardinality(String), channel LowCardinality(String),
  properties JSON, history Bool)
  ENGINE = MergeTree ORDER BY (workspace_id, event, at)`

const PEOPLE = `CREATE TABLE people (workspace_id UUID, person_id UInt64,
  created_at DateTime64(3, 'UTC'), attributes String, tags Array(String), stage String, tier String,
  interests Map(String, Float64), reachable Array(String), source String, segments Array(String))
  ENGINE = MergeTree ORDER BY (workspace_id, person_id)`

/** Whom an event belongs to now: as with real merges, it may not be whom it was written for. */
const MOVED = `CREATE TABLE moved (ident_id UInt64, person_id UInt64)
  ENGINE = MergeTree ORDER BY ident_id`
const REDIRECT = `CREATE DICTIONARY identity_redirect (ident_id UInt64, person_id UInt64)
  PRIMARY KEY ident_id SOURCE(CLICKHOUSE(TABLE 'moved')) LAYOUT(HASHED()) LIFETIME(0)`
const MOVED_IDENT = 7
const MOVED_PERSON = '123456789'

beforeAll(async () => {
  ch = await openClickHouse({ url: undefined, cluster: undefined, dataDir: folder })
  for (const table of [EVENTS, PEOPLE, MOVED]) await ch.command(table)
  await ch.command(`INSERT INTO moved VALUES (${MOVED_IDENT}, ${MOVED_PERSON})`)
  await ch.command(REDIRECT)
})
afterAll(async () => {
  await ch[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

let workspaces = 0
const newWorkspace = (): string =>
  `00000000-0000-7000-8000-${String(++workspaces).padStart(12, '0')}`

async function store(workspaceId: string, all: readonly PersonView[]): Promise<void> {
  const events = all.flatMap((one) =>
    one.events.map(({ event, at, messageId, properties }) => ({
      workspace_id: workspaceId,
      event,
      at: at.toISOString(),
      received_at: at.toISOString(),
      message_id: messageId,
      ident_id: one.personId === MOVED_PERSON ? MOVED_IDENT : 1,
      person_id: one.personId === MOVED_PERSON ? '1' : one.personId,
      ...SENT,
      properties,
    })),
  )
  const rows = all.map((one) => ({
    workspace_id: workspaceId,
    person_id: one.personId,
    created_at: one.createdAt.toISOString(),
    attributes: JSON.stringify(one.attributes),
    tags: one.tags.map(({ tag }) => tag),
    stage: one.stage ?? '',
    tier: one.tier ?? '',
    interests: one.interests,
    reachable: one.reachable,
    source: one.source ?? '',
    segments: one.segments,
  }))
  await ch.insert('events', events, workspaceId)
  await ch.insert('people', rows, workspaceId)
}

/** What ClickHouse answers at each of the clocks, as sorted ids. */
async function askClickHouse(
  workspaceId: string,
  asked: Predicate,
  clocks: readonly Date[],
  naming: Naming,
) {
  const answers = clocks.map((now, i) => {
    const ids = compile(asked, {
      workspaceId,
      now,
      person: sql`dictGetOrDefault('identity_redirect', 'person_id', ident_id, person_id)`,
      naming,
      people: sql`(SELECT * FROM ${name('people')} WHERE workspace_id = ${uuid(workspaceId)})`,
    })
    return sql`SELECT toUInt32(${uint(i)}) AS clock, toString(person_id) AS id FROM (${ids})`
  })
  const rows = await ch.query<{ clock: number; id: string }>(join(answers, ' UNION ALL '))
  return clocks.map((_, i) =>
    rows
      .filter(({ clock }) => clock === i)
      .map(({ id }) => id)
      .toSorted(),
  )
}

const askPure = (asked: Predicate, all: readonly PersonView[], clocks: readonly Date[]) =>
  clocks.map((now) =>
    all
      .filter((one) => evaluate(asked, one, now))
      .map(({ personId }) => personId)
      .toSorted(),
  )

const withMoved = people.map((all): PersonView[] => {
  const [first, ...rest] = all
  return first ? [{ ...first, personId: MOVED_PERSON }, ...rest] : all
})
const clocks = fc.uniqueArray(instant, { minLength: 2, maxLength: 2, selector: Number })

/** Lives as listeners and loaders see them: each event also under the names it was given. */
const SENT = { source: '官网', channel: 'web' }
const named = (all: readonly PersonView[], naming: Naming): PersonView[] =>
  all.map((one) => ({
    ...one,
    events: withNames(
      naming,
      one.events.map((event) => ({ ...event, ...SENT })),
    ),
  }))

/** Several questions about the same people: storing them is what costs. */
async function agree(
  all: PersonView[],
  asked: Predicate[],
  at: Date[],
  naming = NO_NAMING,
): Promise<void> {
  const workspaceId = newWorkspace()
  await store(workspaceId, all)
  for (const one of asked) {
    expect(Predicate.parse(one)).toEqual(one)
    const inClickHouse = await askClickHouse(workspaceId, one, at, naming)
    expect({ asked: one, who: inClickHouse }).toEqual({
      asked: one,
      who: askPure(one, named(all, naming), at),
    })
  }
}

const plainly = (all: PersonView[], asked: Predicate[], at: Date[]) => agree(all, asked, at)

const several = (one: fc.Arbitrary<Predicate>, n: number) =>
  fc.array(one, { minLength: n, maxLength: n })
const runs = Number(process.env.SIYU_RUNS ?? 100)

test('random predicates over random lives mean the same in ClickHouse and in memory', async () => {
  await fc.assert(fc.asyncProperty(withMoved, several(predicate, 2), clocks, plainly), {
    numRuns: runs,
  })
})

const behaviour = ['event', 'event_sum', 'sequence', 'last_event', 'random_bucket'] as const

test.each(behaviour)('%s alone means the same in both', async (kind) => {
  const leaf: fc.Arbitrary<Predicate> = LEAVES[kind]
  await fc.assert(fc.asyncProperty(withMoved, several(leaf, 4), clocks, plainly), {
    numRuns: Math.ceil(runs / 8),
  })
})

/** The same lives, of clicks and page views; the same conditions, on names that may be given to them. */
const BASE_OF = { view: 'page_viewed', 下单: 'element_clicked' } as const
const clicking = fc
  .tuple(withMoved, fc.array(captured, { minLength: 6, maxLength: 6 }))
  .map(([all, carried]): PersonView[] =>
    all.map((one) => ({
      ...one,
      events: one.events.map((event, i) => ({
        ...event,
        event: BASE_OF[event.event as keyof typeof BASE_OF],
        properties: { ...event.properties, ...carried[i % carried.length] },
      })),
    })),
  )

test('events that operators named mean the same in both, in any condition', async () => {
  const rules = rulesNamed(['view', '下单'])
  const asked = several(fc.oneof(predicate, ...behaviour.map((kind) => LEAVES[kind])), 4)
  await fc.assert(
    fc.asyncProperty(clicking, asked, clocks, rules, (all, these, at, naming) =>
      agree(all, these, at, namingOf(naming)),
    ),
    { numRuns: Math.ceil(runs / 3) },
  )
})

test('any rule means the same of any event in both', async () => {
  const events = fc.array(seen, { minLength: 20, maxLength: 40, size: 'max' })
  const names = Array.from({ length: 12 }, (_, i) => `named ${i}`)
  await fc.assert(
    fc.asyncProperty(events, rulesNamed(names), async (happened, rules) => {
      const workspaceId = newWorkspace()
      const rows = happened.map((one, i) => ({
        workspace_id: workspaceId,
        ...{ ...one, message_id: String(i), ident_id: 1, person_id: '1' },
        ...{ at: NOW.toISOString(), received_at: NOW.toISOString() },
      }))
      await ch.insert('events', rows, workspaceId)
      expect(await goBy(workspaceId, rules)).toEqual(
        happened.map((one) =>
          [one.event, ...rules.filter(({ rule }) => meets(rule, one)).map(({ name }) => name)]
            .filter((name) => name !== one.event || name === 'bought')
            .toSorted(),
        ),
      )
    }),
    { numRuns: Math.ceil(runs / 5) },
  )
})

/** The names each event goes by, told by both ways of asking ClickHouse. */
async function goBy(workspaceId: string, rules: readonly NamedRule[]): Promise<string[][]> {
  const naming = namingOf(rules)
  const names = ['bought', ...rules.map(({ name }) => name)]
  const one = names.map((event, i) => sql`if(${isEventCh(naming, event)}, [${uint(i)}], [])`)
  const rows = await ch.query<{ names: string[]; places: string[] }>(sql`
    SELECT ${namesCh(naming, names)} AS names, arrayConcat(${join(one, ', ')}) AS places
    FROM events WHERE workspace_id = ${uuid(workspaceId)} ORDER BY toUInt32(message_id)`)
  for (const { names: told, places } of rows)
    expect(told.toSorted()).toEqual(places.map((i) => names[Number(i)] ?? i).toSorted())
  return rows.map(({ names: told }) => told.toSorted())
}

const NOW = new Date('2026-02-01T00:00:00Z')

const once = (test: ValueTest): Predicate[] => [
  { kind: 'attribute', name: 'x.y', test },
  {
    kind: 'event',
    event: 'view',
    where: [{ path: 'x.y', test }],
    count: { op: 'gte', n: 1 },
    window: { kind: 'ever' },
  },
]

const holding = (values: readonly unknown[]): PersonView[] =>
  values.map((value, i) =>
    someone({
      personId: String(i + 1),
      attributes: Array.isArray(value) || isObject(value) ? {} : { 'x.y': value as AttributeValue },
      events: [did('view', '2026-01-01T00:00:00Z', i % 2 ? { x: { y: value } } : { 'x.y': value })],
    }),
  )
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

test('any test of any value means the same in both, of attributes and of properties', async () => {
  const values = fc.array(json, { minLength: 40, maxLength: 60, size: 'max' })
  const tests = fc.array(valueTest, { minLength: 8, maxLength: 8, size: 'max' })
  await fc.assert(
    fc.asyncProperty(values, tests, (held, asked) =>
      agree(holding(held), asked.flatMap(once), [NOW]),
    ),
    { numRuns: Math.ceil(runs / 5) },
  )
})

const total = (op: 'gte' | 'lte'): Predicate => ({
  kind: 'event_sum',
  event: 'view',
  where: [],
  path: 'x.y',
  figure: 'sum',
  op,
  value: 1.005,
  window: { kind: 'ever' },
})

test('1.005 is not rounded down in either engine', async () => {
  const people = holding([1.005, 1.0049, 1.0051])
  expect(askPure(total('gte'), people, [NOW])).toEqual([['1', '3']])
  await agree(people, [total('gte'), total('lte')], [NOW])
})

test('what is not text in a list is not read as text, whatever was stored before it', async () => {
  const lists = [[], ['上海'], ['上海', true], ['上海', 5], [true], ['true']]
  const asked = ['true', '5', '上海'].flatMap((value) => once({ op: 'contains', value }))
  expect(asked.map((one) => askPure(one, holding(lists), [NOW])[0]?.length)).toEqual([
    0, 1, 0, 0, 0, 3,
  ])
  await agree(holding(lists), asked, [NOW])
  await agree(holding(lists.toReversed()), asked, [NOW])
})
