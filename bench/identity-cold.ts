import { sql } from 'kysely'
import { resolve } from '#modules/identity/resolve.ts'
import type { CanonicalEvent, IdentifierRef } from '#platform/event.ts'
import { figure, timeMs } from './figure.ts'
import type { Bench } from './figure.ts'
import { BENCH_WORKSPACE, benchServer } from './installation.ts'

const IDENTIFIERS = 1_000_000
const MERGES = 300_000
/** What the pipeline takes at once. */
const BATCH = 10_000
const START = Date.UTC(2026, 0, 1)

/** The first half are users, the second half browsers. */
const USERS = IDENTIFIERS / 2
const refOf = (i: number): IdentifierRef => ({
  ...{ kind: i < USERS ? 'user_id' : 'anonymous_id', scope: '', value: `cold-${i}` },
})

/** Small and even (xorshift32), so that every run sees the same order. */
function* numbers(seed: number): Generator<number, never> {
  for (let x = seed; ;) {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    yield x >>> 0
  }
}

function shuffled(length: number, random: Iterator<number, never>): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i)
  for (let i = length - 1; i > 0; i--) {
    const j = random.next().value % (i + 1)
    const [a, b] = [order[i] ?? 0, order[j] ?? 0]
    order[i] = b
    order[j] = a
  }
  return order
}

/**
 * A shop moves in: every identifier is seen once on its own, 300,000 browsers once more with the user
 * they are, all in one random order. What is timed is finding the persons and committing them; the
 * baseline is a plain union-find in memory, whose groups must come out.
 */
export const identityCold: Bench = {
  name: 'identity.cold',
  says: '1 M new identifiers in random order, 300 k merges, resolved and committed (events/s); against a union-find in memory',
  target: '≥ 15 000 events/s, same persons',
  async run(log) {
    await using server = await benchServer('web')
    const ctx = server.rt.ctx(BENCH_WORKSPACE)
    const random = numbers(20_261_127)
    const edges = Array.from({ length: MERGES }, (_, i) => [random.next().value % USERS, USERS + i])
    const order = shuffled(IDENTIFIERS + MERGES, random)
    const eventOf = (n: number, second: number): CanonicalEvent => ({
      ...{ messageId: `c${n}`, type: 'track', event: 'page_viewed', properties: {}, traits: {} },
      ...{ at: new Date(START + second), receivedAt: new Date(START + second), links: [] },
      identifiers: n < IDENTIFIERS ? [refOf(n)] : (edges[n - IDENTIFIERS] ?? []).map(refOf),
      ...{ source: 'bench', channel: 'server', history: false },
    })
    let spentMs = 0
    for (let from = 0; from < order.length; from += BATCH) {
      const events = [...order.subarray(from, from + BATCH)].map((n, i) => eventOf(n, from + i))
      spentMs += await timeMs(() => ctx.transact((tx) => resolve(tx, events)))
      if ((from / BATCH) % 20 === 19)
        log(`${from + BATCH} events, ${Math.round((from + BATCH) / (spentMs / 1_000))} a second`)
    }
    const parent = Uint32Array.from({ length: IDENTIFIERS }, (_, i) => i)
    const root = (i: number): number => {
      let at = i
      while (parent[at] !== at) at = parent[at] = parent[parent[at] ?? 0] ?? 0
      return at
    }
    const unionMs = await timeMs(async () => {
      for (const [a = 0, b = 0] of edges) parent[root(b)] = root(a)
    })
    await compare(server.rt.database.db, root)
    const rate = (ms: number) => order.length / (ms / 1_000)
    return figure('identity.cold', rate(spentMs), 'events/s', rate(unionMs))
  },
}

type Db = Awaited<ReturnType<typeof benchServer>>['rt']['database']['db']

/** One person a group, one group a person. */
async function compare(db: Db, root: (i: number) => number): Promise<void> {
  const { rows } = await sql<{ lookup: string; person_id: string }>`
    select lookup, person_id from identity.identifier
    where workspace_id = ${BENCH_WORKSPACE}`.execute(db)
  if (rows.length !== IDENTIFIERS) throw new Error(`${rows.length} identifiers came out`)
  const [personOf, groupOf] = [new Map<number, string>(), new Map<string, number>()]
  for (const { lookup, person_id: person } of rows) {
    const group = root(Number(lookup.slice('cold-'.length)))
    if ((personOf.get(group) ?? person) !== person || (groupOf.get(person) ?? group) !== group)
      throw new Error(`${lookup} is not with whom a union-find puts it`)
    personOf.set(group, person)
    groupOf.set(person, group)
  }
}
