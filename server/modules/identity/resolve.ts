import { must } from '#kernel/assert.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { CanonicalEvent } from '#platform/event.ts'
import { announce } from './apply.ts'
import { UNSURE, cacheAsIs, cacheAt } from './cache.ts'
import type { GraphCache, Known } from './cache.ts'
import { find, learn, refsOf } from './learn.ts'
import { byId, compareKeys, slotOf } from './model/derive.ts'
import { policyIn } from './policy.ts'
import { rederive } from './rederive.ts'
import {
  asPlanned,
  bumpGraph,
  byIndex,
  lockGraph,
  shareGraph,
  shareGraphAt,
} from './store/graph.ts'
import { firstIdentifiers, identifiersById, insertIdentifiers } from './store/identifiers.ts'
import { firstEvidence, insertEvidence, linkOf } from './store/evidence.ts'
import { claimsOf } from './model/claims.ts'
import type { Claim } from './model/claims.ts'
import { admitted } from './model/admitted.ts'
import { refKey } from './model/ref-key.ts'
import { isAccount, isAlone, isTerminal } from './model/terminal.ts'
import type { Era, OnTerminal } from './model/terminal.ts'
import {
  isLoginKnown,
  mayShare,
  keepEras,
  noteLogins,
  placed,
  share,
  withActor,
} from './terminals.ts'
import { unbind } from './unbind.ts'
import { join } from './join.ts'

/**
 * Whose is each event? Set-based: a handful of statements for thousands of events, none at all for
 * identifiers and pairs this process knows. Identifiers on one event are evidence that they are one
 * person's. Repeatable: a second time nothing is new.
 */
export async function resolve(
  tx: TxCtx,
  given: readonly CanonicalEvent[],
): Promise<{ identId: string; personId: string }[]> {
  return (await allKnown(tx, given)) ?? learnAndResolve(tx, given)
}

/**
 * Most batches bring nothing new about anybody: they only share the graph, so that the next batch is
 * resolved while the modules conclude on this one. `undefined`: something is new, or may be.
 */
async function allKnown(tx: TxCtx, given: readonly CanonicalEvent[]) {
  const cache = cacheAsIs(tx.system, tx.workspaceId)
  if (!cache) return undefined
  const { version, policy } = cache
  if (!policy) return undefined
  const seen = given.map((event) => withActor(admitted(policy, event)))
  for (const event of seen) if (!isLoginKnown(cache, event)) return undefined
  const events = seen.map((event) => placed(cache, event))
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
  given: readonly CanonicalEvent[],
): Promise<{ identId: string; personId: string }[]> {
  const version = await lockGraph(tx.db, tx.workspaceId)
  await byIndex(tx.db)
  const cache = cacheAt(tx.system, tx.workspaceId, version)
  cache.version = UNSURE
  const policy = (cache.policy ??= await policyIn(tx))
  const events = given.map((event) => withActor(admitted(policy, event)))
  const byPerson = await actorsOfPersons(tx, cache, events)
  const missing = new Set<string>()
  await find(tx, cache, refsOf(events), missing)
  const first = mayShare(events) && events.filter((event) => !isAlone(event))
  const early = first ? await learnAll(tx, cache, first, missing) : undefined
  const { counted, changed } = await learnAll(tx, cache, events, missing)
  cache.version = changed || early?.changed ? await bumpGraph(tx.db, tx.workspaceId) : version
  await asPlanned(tx.db)
  return counted.map((event) => {
    const actor = event.identifiers[0]
    const known = actor
      ? cache.idents.get(refKey(actor))
      : byPerson.get(must(event.personId, 'an event names a person or an identifier'))
    const { identId, personId } = must(known, 'a known identifier')
    return { identId, personId }
  })
}

/** Takes in whatever is new on these events; answers them as they count. */
async function learnAll(
  tx: TxCtx,
  cache: GraphCache,
  given: readonly CanonicalEvent[],
  missing: Set<string>,
) {
  const logins = noteLogins(cache, given)
  const events = given.map((event) => placed(cache, event))
  const claims = claimsOf(events)
  const fresh = await learn(tx, cache, events, claims, missing)
  const { until, changed } = await unbind(tx, cache, events)
  const standing =
    until.size === 0 ? claims : claims.filter((claim) => isYounger(cache, claim, until))
  const evidence = await newEvidence(tx, cache, standing, new Set(fresh.map((f) => f.identId)))
  if (fresh.length === 0 && evidence.length === 0 && !changed && logins.size === 0)
    return { counted: events, changed: false }
  const { created, joined } = await join(tx, cache, fresh, evidence)
  await insertIdentifiers(tx.db, tx.workspaceId, tx.now, fresh)
  const isFresh = new Set(fresh.map(({ identId }) => identId))
  const shared = await share(tx, cache, evidence, joined.suspects)
  const eras = [...erasByIdent(cache, logins), ...shared]
  await insertEvidence(tx.db, tx.workspaceId, joined.evidence)
  const again = [...joined.again, ...(await keepEras(tx, cache, eras, isFresh))]
  await announce(tx, { created, splits: [], merges: joined.merges, moved: joined.moved })
  if (again.length > 0)
    for (const { ident_id, person_id } of await rederive(tx, again, cache.policy)) {
      const known = cache.byId.get(ident_id)
      if (known) known.personId = person_id
    }
  return { counted: events, changed: true }
}

const erasByIdent = (cache: GraphCache, logins: ReadonlyMap<string, readonly Era[]>) =>
  [...logins].flatMap(([key, eras]) => {
    const { identId } = must(cache.idents.get(key), 'a known terminal')
    return eras.map((era) => ({ ...era, identId }))
  })

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

export interface FoundEvidence {
  a: string
  b: string
  rule: Claim['rule']
  strength: number
  at: number
  messageId: string
  n: number
  source: string
  /** when it says that somebody's account was used on a browser or device */
  onTerminal: OnTerminal | undefined
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
    const onTerminal =
      rule === 'same_event' && isAccount(claim.a) && isTerminal(claim.b)
        ? { terminal: y, account: x, slot: slotOf(claim.a), at }
        : undefined
    found.set(pair, { a, b, rule, strength, at, messageId, n, source, onTerminal })
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
