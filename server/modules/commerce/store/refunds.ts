import { sql } from 'kysely'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { RefundInput } from '../model/order-input.ts'
import type { KnownRefund } from '../model/refund.ts'
import type { State } from '../model/lifecycle.ts'

export async function knownRefunds(
  tx: TxCtx,
  ids: readonly string[],
): Promise<Map<string, KnownRefund>> {
  const { rows } = await sql<{ refund_id: string; order_id: string; refund_fen: string }>`
    select refund_id, order_id, refund_fen from commerce.refund
    where workspace_id = ${tx.workspaceId} and refund_id = any(${ids}::text[])`.execute(tx.db)
  return new Map(
    rows.map((row) => [
      row.refund_id,
      { refundId: row.refund_id, orderId: row.order_id, refundFen: Number(row.refund_fen) },
    ]),
  )
}

/** Refunds and what they make of their orders, in one statement: the orders are locked already. */
export async function saveRefunds(
  tx: TxCtx,
  refunds: readonly RefundInput[],
  orders: readonly { orderId: string; state: State; refundedFen: number }[],
): Promise<void> {
  if (refunds.length === 0) return
  await sql`
    with refunded as (
      update commerce.order o set state = x.state, refunded_fen = x."refundedFen",
        updated_at = ${tx.now}
      from jsonb_to_recordset(${JSON.stringify(orders)}::jsonb)
        as x("orderId" text, state text, "refundedFen" bigint)
      where o.workspace_id = ${tx.workspaceId} and o.order_id = x."orderId")
    insert into commerce.refund (workspace_id, refund_id, order_id, refund_fen, reason, products,
      refunded_at, created_at)
    select ${tx.workspaceId}::uuid, "refundId", "orderId", "refundFen", reason, products,
      "refundedAt", ${tx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(refunds)}::jsonb) as r("refundId" text,
      "orderId" text, "refundFen" bigint, reason text, products jsonb,
      "refundedAt" timestamptz)`.execute(tx.db)
}

export async function refundsOf(ctx: Ctx, orderId: string) {
  const { rows } = await sql<{
    refund_id: string
    refund_fen: string
    reason: string | null
    refunded_at: Date
  }>`
    select refund_id, refund_fen, reason, refunded_at from commerce.refund
    where workspace_id = ${ctx.workspaceId} and order_id = ${orderId}
    order by refunded_at, refund_id`.execute(ctx.db)
  return rows.map((row) => ({
    refundId: row.refund_id,
    refundFen: Number(row.refund_fen),
    reason: row.reason,
    refundedAt: row.refunded_at.toISOString(),
  }))
}
