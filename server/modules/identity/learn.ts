import { must } from '#kernel/assert.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { CanonicalEvent, IdentifierRef } from '#platform/event.ts'
import type { GraphCache, Known } from './cache.ts'
import type { Claim } from './model/claims.ts'
import { isPersonal } from './model/policy.ts'
import { refKey } from './model/ref-key.ts'
import { isTerminal } from './model/terminal.ts'
import { takeIds } from './store/graph.ts'
import { findIdentifiers } from './store/identifiers.ts'
import type { NewIdentifier, Spot } from './store/identifiers.ts'
import { erasOf } from './store/terminals.ts'
import { takeIn } from './terminals.ts'

export const spotOf = (ctx: Pick<TxCtx, 'secrets'>, ref: IdentifierRef): Spot => ({
  kind: ref.kind,
  scope: ref.scope,
  lookup: isPersonal(ref.kind) ? ctx.secrets.blind(`identity.${ref.kind}`, ref.value) : ref.value,
})

export function* refsOf(events: readonly CanonicalEvent[]): Generator<IdentifierRef> {
  for (const { identifiers } of events) yield* identifiers
}

/**
 * Fills the cache with whatever is known of these, and with the eras of terminals among them.
 * `missing`: keys that were looked for in this transaction and are nobody's yet.
 */
export async function find(
  tx: TxCtx,
  cache: GraphCache,
  of: Iterable<IdentifierRef>,
  missing: Set<string>,
): Promise<void> {
  const named = new Map<string, IdentifierRef>()
  for (const ref of of) {
    const key = refKey(ref)
    if (!cache.idents.has(key) && !missing.has(key)) named.set(key, ref)
  }
  const refs = [...named.values()]
  const spots = refs.map((ref) => spotOf(tx, ref))
  const terminals: string[] = []
  for (const row of await findIdentifiers(tx.db, tx.workspaceId, spots)) {
    const known = cache.byId.get(row.ident_id) ?? { identId: row.ident_id, personId: row.person_id }
    const ref = must(refs[row.n], 'what was asked')
    remember(cache, refKey(ref), known)
    if (isTerminal(ref)) terminals.push(row.ident_id)
  }
  for (const key of named.keys()) if (!cache.idents.has(key)) missing.add(key)
  takeIn(cache, await erasOf(tx.db, tx.workspaceId, terminals))
}

/** Fills the cache with every identifier on the events; answers those that nobody had seen before. */
export async function learn(
  tx: TxCtx,
  cache: GraphCache,
  events: readonly CanonicalEvent[],
  claims: readonly Claim[],
  missing: Set<string>,
): Promise<NewIdentifier[]> {
  const named = new Map<string, IdentifierRef>()
  const note = (ref: IdentifierRef) => {
    const key = refKey(ref)
    if (!cache.idents.has(key)) named.set(key, ref)
  }
  for (const ref of refsOf(events)) note(ref)
  const onEvents = new Set(named.keys())
  for (const { unbound } of events) for (const ref of unbound ?? []) note(ref)
  for (const { a, b } of claims) {
    note(a)
    note(b)
  }
  const asked = [...named]
  const probes = previousIds(claims).filter((ref) => !named.has(refKey(ref)))
  await find(tx, cache, [...named.values(), ...probes], missing)
  settleAliases(cache, claims, named, onEvents)
  const unknown = asked.filter(([key]) => named.has(key) && !cache.idents.has(key))
  const ids = await takeIds(tx.db, 'ident', unknown.length)
  return unknown.map(([key, ref], i) => {
    const known: Known = { identId: must(ids[i], 'a fresh ident id'), personId: '' }
    remember(cache, key, known)
    const sealed = isPersonal(ref.kind) ? tx.secrets.seal(ref.value) : undefined
    return { ...spotOf(tx, ref), identId: known.identId, personId: '', sealed }
  })
}

function remember(cache: GraphCache, key: string, known: Known): void {
  known.key = key
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
