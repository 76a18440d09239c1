import type { TxCtx } from '#platform/ctx.ts'
import { publishTo } from '#platform/outbox/publish.ts'

/** The same transaction, standing in another workspace: for the moment one is made. */
export function inWorkspace(tx: TxCtx, workspaceId: string): TxCtx {
  const inside: TxCtx = {
    ...tx,
    workspaceId,
    transact: (work) => work(inside),
    publish: async (...facts) => {
      if (facts.length === 0) return
      await publishTo(tx.db, workspaceId, tx.now, facts)
      tx.wake('platform.outbox')
    },
  }
  return inside
}
