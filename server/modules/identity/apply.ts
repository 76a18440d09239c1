import type { TxCtx } from '#platform/ctx.ts'
import { personCreated, personSplit, personsMerged } from './facts.ts'
import { insertAnnouncements, insertRedirects } from './store/redirects.ts'
import type { Moved } from './store/identifiers.ts'

export interface Merge {
  survivor: string
  absorbed: string
}

/** An identifier that went from one person to another. */
export interface Move {
  identId: string
  from: string
  to: string
}

/** What changed in the graph, told: history is redirected, and every module hears the facts. */
export async function announce(
  tx: TxCtx,
  change: {
    created: readonly string[]
    splits: readonly { from: string; to: string; identIds: readonly string[] }[]
    merges: readonly Merge[]
    moved: readonly Moved[]
  },
): Promise<void> {
  await insertRedirects(tx.db, tx.workspaceId, change.moved)
  await tx.publish(...change.created.map((personId) => personCreated({ personId })))
  // Told only once history follows: see `pushRedirects`.
  await insertAnnouncements(tx.db, tx.workspaceId, [
    ...change.splits.map(({ from, to, identIds }) =>
      personSplit({ from, to, identIds: [...identIds] }),
    ),
    ...change.merges.map((merge) => personsMerged(merge)),
  ])
  tx.wake('identity.redirects')
}
