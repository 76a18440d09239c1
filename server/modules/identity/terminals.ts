import type { TxCtx } from '#platform/ctx.ts'
import type { CanonicalEvent } from '#platform/event.ts'
import type { GraphCache } from './cache.ts'
import { refKey } from './model/ref-key.ts'
import {
  actorFirst,
  afterLogOut,
  isAccount,
  isAfter,
  isAlone,
  isTerminal,
  loginOf,
  sharedSince,
} from './model/terminal.ts'
import type { Era } from './model/terminal.ts'
import type { FoundEvidence } from './resolve.ts'
import { accountsOn, retractSince, saveEras } from './store/terminals.ts'
import type { EraOf } from './store/terminals.ts'

/** With the account as the actor where one is named. */
export function withActor(event: CanonicalEvent): CanonicalEvent {
  const identifiers = actorFirst(event.identifiers)
  return identifiers === event.identifiers ? event : { ...event, identifiers }
}

/** As it counts: an event after a log-out is under another name than the browser's. */
export function placed(cache: GraphCache, event: CanonicalEvent): CanonicalEvent {
  const isOut = event.identifiers.some((ref) => {
    const eras = isTerminal(ref) ? cache.eras.get(refKey(ref)) : undefined
    return eras !== undefined && isAfter(eras, event)
  })
  return isOut && isAlone(event) ? { ...event, identifiers: afterLogOut(event.identifiers) } : event
}

/** Whether the cache knows the log-in that this event shows. */
export function isLoginKnown(cache: GraphCache, event: CanonicalEvent): boolean {
  const login = loginOf(event)
  if (!login) return true
  return event.identifiers.every((ref) => !isTerminal(ref) || hasBegun(cache, refKey(ref), login))
}

const hasBegun = (cache: GraphCache, key: string, { source, since }: Era): boolean =>
  cache.eras.get(key)?.some((era) => era.source === source && era.since <= since) ?? false

/** Takes the log-ins of these events into the cache; answers the terminals whose eras they begin. */
export function noteLogins(
  cache: GraphCache,
  events: readonly CanonicalEvent[],
): Map<string, Era[]> {
  const begun = new Map<string, Era[]>()
  for (const event of events) {
    const login = loginOf(event)
    if (!login) continue
    for (const ref of event.identifiers)
      if (isTerminal(ref) && begin(cache, refKey(ref), login))
        begun.set(refKey(ref), [...(begun.get(refKey(ref)) ?? []), login])
  }
  return begun
}

function begin(cache: GraphCache, key: string, era: Era): boolean {
  if (hasBegun(cache, key, era)) return false
  const others = (cache.eras.get(key) ?? []).filter(({ source }) => source !== era.source)
  cache.eras.set(key, [...others, era])
  return true
}

/**
 * Whether events that name an account may share a terminal that others of the batch name alone: then
 * those come first, so that a batch means the same as its events one after another.
 */
export function mayShare(events: readonly CanonicalEvent[]): boolean {
  const since = new Map<string, number>()
  for (const { identifiers, at } of events)
    for (const account of identifiers.length > 1 && identifiers.some(isAccount) ? identifiers : [])
      if (isTerminal(account)) {
        const key = refKey(account)
        since.set(key, Math.min(since.get(key) ?? Infinity, at.getTime()))
      }
  return since.size > 0 && events.some((event) => isLater(event, since) && isAlone(event))
}

const isLater = ({ identifiers, at }: CanonicalEvent, since: ReadonlyMap<string, number>) =>
  identifiers.some((ref) => at.getTime() > (since.get(refKey(ref)) ?? Infinity))

/**
 * A second account on one terminal: from then on what is done there without one is nobody's. Answers
 * the eras that this evidence begins.
 */
export async function share(
  tx: TxCtx,
  cache: GraphCache,
  found: readonly FoundEvidence[],
  suspects: ReadonlySet<string>,
): Promise<EraOf[]> {
  if (suspects.size === 0) return []
  const named = found.flatMap(({ onTerminal: named }) =>
    named && suspects.has(named.terminal) ? [named] : [],
  )
  const known = await accountsOn(tx.db, tx.workspaceId, [...suspects])
  const eras = [...sharedSince([...known, ...named])].map(([identId, since]) => ({
    ...{ identId, source: '', since },
  }))
  return eras.filter(({ identId, ...era }) => {
    const key = cache.byId.get(identId)?.key
    return key !== undefined && begin(cache, key, era)
  })
}

/** Keeps new eras, and withdraws what was said after they began. Answers whose persons that touches. */
export async function keepEras(
  tx: TxCtx,
  cache: GraphCache,
  eras: readonly EraOf[],
  fresh: ReadonlySet<string>,
): Promise<string[]> {
  await saveEras(tx.db, tx.workspaceId, eras)
  const old = eras.filter(({ identId }) => !fresh.has(identId))
  const pairs = await retractSince(tx.db, tx.workspaceId, tx.now, old)
  for (const { a, b } of pairs) cache.pairs.delete(`${a}:${b}:same_event`)
  return pairs.flatMap(({ a, b }) => [a, b])
}

export function takeIn(cache: GraphCache, eras: readonly EraOf[]): void {
  for (const { identId, ...era } of eras) {
    const key = cache.byId.get(identId)?.key
    if (key !== undefined) begin(cache, key, era)
  }
}
