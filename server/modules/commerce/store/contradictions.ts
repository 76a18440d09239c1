import { sql } from 'kysely'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { Difference } from '../model/order.ts'

export interface Contradiction {
  orderId: string
  messageId: string
  difference: readonly Difference[]
}

export async function keepContradictions(
  tx: TxCtx,
  found: readonly Contradiction[],
): Promise<void> {
  if (found.length === 0) return
  await sql`
    insert into commerce.contradiction (workspace_id, order_id, message_id, difference, at)
    select ${tx.workspaceId}::uuid, "orderId", "messageId", difference, ${tx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb)
      as c("orderId" text, "messageId" text, difference jsonb)
    on conflict do nothing`.execute(tx.db)
}

export async function contradictionsOf(ctx: Ctx, orderId: string) {
  const { rows } = await sql<{ message_id: string; at: Date; difference: Difference[] }>`
    select message_id, at, difference from commerce.contradiction
    where workspace_id = ${ctx.workspaceId} and order_id = ${orderId}
    order by at, message_id`.execute(ctx.db)
  return rows.map(({ message_id, at, difference }) => ({
    messageId: message_id,
    at: at.toISOString(),
    difference,
  }))
}
