import { sql } from 'kysely'
import type { TxCtx } from '#platform/ctx.ts'

/** Orders go with their person… */
export async function mergeOwners(
  tx: TxCtx,
  merges: readonly { survivor: string; absorbed: string }[],
): Promise<void> {
  for (const { survivor, absorbed } of merges)
    await sql`update commerce.order set person_id = ${survivor}
      where workspace_id = ${tx.workspaceId} and person_id = ${absorbed}`.execute(tx.db)
}

/** …and, when a merge is undone, with the identifier they came with. */
export async function splitOwners(
  tx: TxCtx,
  splits: readonly { from: string; to: string; identIds: readonly string[] }[],
): Promise<void> {
  for (const { to, identIds } of splits)
    await sql`update commerce.order set person_id = ${to}
      where workspace_id = ${tx.workspaceId} and ident_id = any(${identIds}::bigint[])`.execute(
      tx.db,
    )
}
