import { must } from '#kernel/assert.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { CanonicalEvent, IdentifierRef } from '#platform/event.ts'
import { announce } from './apply.ts'
import { UNSURE, cacheAsIs, cacheAt } from './cache.ts'
import type { GraphCache, Known } from './cache.ts'
import { byId, compareKeys } from './model/derive.ts'
import { isPersonal } from './model/policy.ts'
import { rederive } from './rederive.ts'
import { bumpGraph, lockGraph, shareGraph, shareGraphAt, takeIds } from './store/graph.ts'
import {
  findIdentifiers,
  firstIdentifiers,
  identifiersById,
  insertIdentifiers,
} from './store/identifiers.ts'
import type { NewIdentifier, Spot } from './store/identifiers.ts'
import { firstEvidence, insertEvidence, linkOf } from './store/evidence.ts'
import { claimsOf } from './model/claims.ts'
import type { Claim } from './model/claims.ts'
import { refKey } from './model/ref-key.ts'
import { unbind } from './unbind.ts'
import { join } from './join.ts'

export const spotOf = (ctx: Pick<TxCtx, 'secrets'>, ref: IdentifierRef): Spot => ({
  kind: ref.kind,
  scope: ref.scope,
  lookup: isPersonal(ref.kind) ? ctx.secrets.blind(`identity.${ref.kind}`, ref.value) : ref.value,
})

/**
 * Whose is each event? Set-based: a handful of statements for thousands of events, none at all for
 * identifiers and pairs this process knows. Identifiers on one event are evidence that they are one
 * person's. Repeatable: a second time nothing is new.
 */
export async function resolve(
  tx: TxCtx,
  events: readonly CanonicalEvent[],
): Promise<{ identId: string; personId: string }[]> {
  return (await allKnown(tx, events)) ?? learnAndResolve(tx, events)
}

/**
 * Most batches bring nothing new about anybody: they only share the graph, so that the next batch is
 * resolved while the modules conclude on this one. `undefined`: something is new, or may be.
 */
async function allKnown(tx: TxCtx, events: readonly CanonicalEvent[]) {
  const cache = cacheAsIs(tx.system, tx.workspaceId)
  if (!cache) return undefined
  const { version } = cache
  const persons: Known[] = []
  for (const { identifiers, unbound } of events) {
    if (unbound) return undefined
    const actor = identifiers[0] && cache.idents.get(refKey(identifiers[0]))
    if (!actor) return undefined
    persons.push(actor)
  }
  for (const claim of claimsOf(events)) if (!isKnown(cache, claim)) return undefined
  if (!(await shareGraphAt(tx.db, tx.workspaceId, version))) return undefined
  return persons.map(({ identId, personId }) => ({ identId, personId }))
}

function isKnown(cache: GraphCache, claim: Claim): boolean {
  const a = cache.idents.get(refKey(claim.a))?.identId
  const b = cache.idents.get(refKey(claim.b))?.identId
  if (a === undefined || b === undefined) return false
  if (a === b) return true
  const best = cache.pairs.get(pairKey(a, b, claim.rule))
  return best !== undefined && compareKeys(best, claim) <= 0
}

const pairKey = (x: string, y: string, rule: Claim['rule']): string =>
  byId(x, y) < 0 ? `${x}:${y}:${rule}` : `${y}:${x}:${rule}`

async function learnAndResolve(
  tx: TxCtx,
  events: readonly CanonicalEvent[],
): Promise<{ identId: string; personId: string }[]> {
  const version = await lockGraph(tx.db, tx.workspaceId)
  const cache = cacheAt(tx.system, tx.workspaceId, version)
  cache.version = UNSURE
  const byPerson = await actorsOfPersons(tx, cache, events)
  const claims = claimsOf(events)
  const fresh = await learn(tx, cache, events, claims)
  const { until, changed } = await unbind(tx, cache, events)
  const standing =
    until.size === 0 ? claims : claims.filter((claim) => isYounger(cache, claim, until))
  const evidence = await newEvidence(tx, cache, standing, new Set(fresh.map((f) => f.identId)))
  if (fresh.length > 0 || evidence.length > 0 || changed) {
    const { created, joined } = await join(tx, cache, fresh, evidence)
    await insertIdentifiers(tx.db, tx.workspaceId, tx.now, fresh)
    await insertEvidence(tx.db, tx.workspaceId, joined.evidence)
    await announce(tx, { created, splits: [], merges: joined.merges, moved: joined.moved })
    if (joined.again.length > 0)
      for (const { ident_id, person_id } of await rederive(tx, joined.again)) {
        const known = cache.byId.get(ident_id)
        if (known) known.personId = person_id
      }
    cache.version = await bumpGraph(tx.db, tx.workspaceId)
  } else cache.version = version
  return events.map((event) => {
    const actor = event.identifiers[0]
    const known = actor
      ? cache.idents.get(refKey(actor))
      : byPerson.get(must(event.personId, 'an event names a person or an identifier'))
    const { identId, personId } = must(known, 'a known identifier')
    return { identId, personId }
  })
}

/** Whether neither end was unbound since. */
const isYounger = (
  cache: GraphCache,
  { a, b, at }: Claim,
  until: ReadonlyMap<string, number>,
): boolean =>
  [a, b].every((ref) => {
    const unboundAt = until.get(must(cache.idents.get(refKey(ref)), 'a known identifier').identId)
    return unboundAt === undefined || at > unboundAt
  })

/** Whose are these identifiers now? Nobody changes the graph until this transaction ends. */
export async function current(
  tx: TxCtx,
  identIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const version = await shareGraph(tx.db, tx.workspaceId)
  const cache = cacheAt(tx.system, tx.workspaceId, version)
  const persons = new Map<string, string>()
  const unknown: string[] = []
  for (const identId of new Set(identIds)) {
    const known = cache.byId.get(identId)
    if (known) persons.set(identId, known.personId)
    else unknown.push(identId)
  }
  if (unknown.length > 0)
    for (const row of await identifiersById(tx.db, tx.workspaceId, unknown))
      persons.set(row.ident_id, row.person_id)
  return persons
}

/** Events of our own that name a person and nothing else are under that person's first identifier. */
async function actorsOfPersons(tx: TxCtx, cache: GraphCache, events: readonly CanonicalEvent[]) {
  const asked = new Set<string>()
  for (const { identifiers, personId } of events)
    if (identifiers.length === 0 && personId !== undefined) asked.add(personId)
  const rows = await firstIdentifiers(tx.db, tx.workspaceId, [...asked])
  return new Map(
    rows.map((row) => {
      const known = cache.byId.get(row.ident_id) ?? {
        identId: row.ident_id,
        personId: row.person_id,
      }
      cache.byId.set(row.ident_id, known)
      return [row.asked, known]
    }),
  )
}

/** Fills the cache with every identifier on the events; answers those that nobody had seen before. */
async function learn(
  tx: TxCtx,
  cache: GraphCache,
  events: readonly CanonicalEvent[],
  claims: readonly Claim[],
): Promise<NewIdentifier[]> {
  const named = new Map<string, IdentifierRef>()
  const note = (ref: IdentifierRef) => {
    const key = refKey(ref)
    if (!cache.idents.has(key)) named.set(key, ref)
  }
  for (const { identifiers } of events) for (const ref of identifiers) note(ref)
  const onEvents = new Set(named.keys())
  for (const { unbound } of events) for (const ref of unbound ?? []) note(ref)
  for (const { a, b } of claims) {
    note(a)
    note(b)
  }
  const asked = [...named]
  const probes = previousIds(claims).filter((ref) => !named.has(refKey(ref)))
  const refs = [...asked.map(([, ref]) => ref), ...probes]
  const spots = refs.map((ref) => spotOf(tx, ref))
  for (const row of await findIdentifiers(tx.db, tx.workspaceId, spots)) {
    const known = cache.byId.get(row.ident_id) ?? { identId: row.ident_id, personId: row.person_id }
    remember(cache, refKey(must(refs[row.n], 'what was asked')), known)
  }
  settleAliases(cache, claims, named, onEvents)
  const unknown = asked.filter(([key]) => named.has(key) && !cache.idents.has(key))
  const ids = await takeIds(tx.db, 'ident', unknown.length)
  return unknown.map(([key, ref], i) => {
    const known = { identId: must(ids[i], 'a fresh ident id'), personId: '' }
    remember(cache, key, known)
    const sealed = isPersonal(ref.kind) ? tx.secrets.seal(ref.value) : undefined
    return { ...spotOf(tx, ref), ...known, sealed }
  })
}

function remember(cache: GraphCache, key: string, known: Known): void {
  cache.idents.set(key, known)
  cache.byId.set(known.identId, known)
}

const asUser = (ref: IdentifierRef): IdentifierRef => ({ ...ref, kind: 'user_id' })

const previousIds = (claims: readonly Claim[]): IdentifierRef[] =>
  claims.flatMap(({ rule, b }) =>
    rule === 'alias' && b.kind === 'anonymous_id' ? [asUser(b)] : [],
  )

/**
 * `alias` says "was known as", and not as what: an anonymous id of that name, else a user of that
 * name, else it was an anonymous id that we have yet to see.
 */
function settleAliases(
  cache: GraphCache,
  claims: readonly Claim[],
  named: Map<string, IdentifierRef>,
  onEvents: ReadonlySet<string>,
): void {
  for (const claim of claims) {
    if (claim.rule !== 'alias' || claim.b.kind !== 'anonymous_id') continue
    const anonymous = refKey(claim.b)
    const user = refKey(asUser(claim.b))
    if (cache.idents.has(anonymous) || onEvents.has(anonymous)) continue
    if (!cache.idents.has(user) && !onEvents.has(user)) continue
    named.delete(anonymous)
    claim.b = asUser(claim.b)
  }
}

export interface FoundEvidence {
  a: string
  b: string
  rule: Claim['rule']
  strength: number
  at: number
  messageId: string
  n: number
  source: string
}

/** Claims that are earlier or stronger than what is known of their pair; repeats add nothing. */
async function newEvidence(
  tx: TxCtx,
  cache: GraphCache,
  claims: readonly Claim[],
  fresh: ReadonlySet<string>,
): Promise<FoundEvidence[]> {
  const found = new Map<string, FoundEvidence>()
  for (const claim of claims) {
    const x = must(cache.idents.get(refKey(claim.a)), 'a known identifier').identId
    const y = must(cache.idents.get(refKey(claim.b)), 'a known identifier').identId
    if (x === y) continue
    const [a, b] = byId(x, y) < 0 ? [x, y] : [y, x]
    const pair = `${a}:${b}:${claim.rule}`
    const best = found.get(pair) ?? cache.pairs.get(pair)
    if (best && compareKeys(best, claim) <= 0) continue
    const { rule, strength, at, messageId, n, source } = claim
    found.set(pair, { a, b, rule, strength, at, messageId, n, source })
  }
  const uncertain = [...found.values()].filter(
    ({ a, b, rule }) => !fresh.has(a) && !fresh.has(b) && !cache.pairs.has(`${a}:${b}:${rule}`),
  )
  for (const row of await firstEvidence(tx.db, tx.workspaceId, uncertain)) {
    const pair = `${row.ident_a}:${row.ident_b}:${row.rule}`
    const known = linkOf(row)
    cache.pairs.set(pair, known)
    const claimed = found.get(pair)
    if (claimed && compareKeys(known, claimed) <= 0) found.delete(pair)
  }
  for (const [pair, { strength, at, messageId, n }] of found)
    cache.pairs.set(pair, { strength, at, messageId, n })
  return [...found.values()].toSorted(compareKeys)
}
