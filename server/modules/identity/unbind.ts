import { must } from '#kernel/assert.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { CanonicalEvent } from '#platform/event.ts'
import type { GraphCache } from './cache.ts'
import { refKey } from './model/ref-key.ts'
import { rederive } from './rederive.ts'
import { listUnbound, retractUntil, saveUnbound } from './store/unbound.ts'
import type { Unbinding } from './store/unbound.ts'

/**
 * What events unbind is taken from its person: evidence about it that is as old is withdrawn, and
 * none as old counts when it arrives later. A merge by hand stands: a person knew better.
 * Answers until when evidence about each identifier is void, and whether the graph changed.
 */
export async function unbind(
  tx: TxCtx,
  cache: GraphCache,
  events: readonly CanonicalEvent[],
): Promise<{ until: ReadonlyMap<string, number>; changed: boolean }> {
  cache.unbound ??= await listUnbound(tx.db, tx.workspaceId)
  const latest = latestOf(cache, events)
  const unbound = [...latest.values()]
  if (unbound.length === 0) return { until: cache.unbound, changed: false }
  for (const { identId, until } of unbound) cache.unbound.set(identId, until)
  for (const pair of cache.pairs.keys()) {
    const [a = '', b = ''] = pair.split(':')
    if (latest.has(a) || latest.has(b)) cache.pairs.delete(pair)
  }
  await saveUnbound(tx.db, tx.workspaceId, unbound)
  const around = await retractUntil(tx.db, tx.workspaceId, tx.now, unbound)
  if (around.length > 0)
    for (const { ident_id, person_id } of await rederive(tx, around, cache.policy)) {
      const known = cache.byId.get(ident_id)
      if (known) known.personId = person_id
    }
  return { until: cache.unbound, changed: true }
}

function latestOf(cache: GraphCache, events: readonly CanonicalEvent[]): Map<string, Unbinding> {
  const latest = new Map<string, Unbinding>()
  for (const { unbound, at, messageId, source } of events)
    for (const ref of unbound ?? []) {
      const { identId } = must(cache.idents.get(refKey(ref)), 'a known identifier')
      const until = at.getTime()
      const known = latest.get(identId)?.until ?? cache.unbound?.get(identId) ?? -Infinity
      if (until > known) latest.set(identId, { identId, until, messageId, source })
    }
  return latest
}
