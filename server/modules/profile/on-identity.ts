import { personSplit, personsMerged } from '#modules/identity/facts.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { FactHandler } from '#platform/module.ts'
import type { Heard } from '#platform/outbox/fact.ts'
import { recompute } from './service/recompute.ts'
import { moveIdents, movePerson } from './store/marks.ts'
import { markGone } from './store/portraits.ts'

/**
 * Policy: everything follows its identifier. On a merge the absorbed person's rows move to the
 * survivor; on a split the rows of the identifiers that leave move with them. Both portraits are
 * computed anew, so an undone merge gives back what was.
 */
export const onIdentity: Record<string, FactHandler> = {
  [personsMerged.fact]: async (
    tx: TxCtx,
    heard: readonly Heard<{ survivor: string; absorbed: string }>[],
  ) => {
    for (const { body } of heard)
      await movePerson(tx.db, tx.workspaceId, body.absorbed, body.survivor)
    await markGone(
      tx.db,
      tx.workspaceId,
      heard.map((h) => h.body.absorbed),
    )
    const survivors = new Set(heard.map((h) => h.body.survivor))
    for (const { body } of heard) survivors.delete(body.absorbed)
    await recompute(tx, [...survivors], { why: 'merge' })
  },
  [personSplit.fact]: async (
    tx: TxCtx,
    heard: readonly Heard<{ from: string; to: string; identIds: string[] }>[],
  ) => {
    for (const { body } of heard) await moveIdents(tx.db, tx.workspaceId, body.identIds, body.to)
    const people = new Set(heard.flatMap((h) => [h.body.from, h.body.to]))
    await recompute(tx, [...people], { why: 'split' })
  },
}
