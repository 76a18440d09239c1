import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'

export interface FirstOrder {
  identId: string
  personId: string
  orderId: string
  paidAt: Date
}

/** Remembers each identifier's earliest paid order, whatever order they arrive in. */
export async function rememberOrders(db: Db, workspaceId: string, orders: readonly FirstOrder[]) {
  await sql`
    insert into fission.bought as b (workspace_id, ident_id, person_id, first_order_id, first_paid_at)
    select distinct on (ident_id) ${workspaceId}::uuid, ident_id, person_id, order_id, paid_at
    from unnest(${orders.map((o) => o.identId)}::bigint[], ${orders.map((o) => o.personId)}::bigint[],
      ${orders.map((o) => o.orderId)}::text[], ${orders.map((o) => o.paidAt.toISOString())}::timestamptz[])
      as o(ident_id, person_id, order_id, paid_at)
    order by ident_id, paid_at
    on conflict (workspace_id, ident_id) do update set person_id = excluded.person_id,
      first_order_id = case when excluded.first_paid_at < b.first_paid_at
        then excluded.first_order_id else b.first_order_id end,
      first_paid_at = least(b.first_paid_at, excluded.first_paid_at)`.execute(db)
}

/** The first order each of these people ever paid. */
export async function firstOrders(db: Db, workspaceId: string, personIds: readonly string[]) {
  const { rows } = await sql<{ person_id: string; first_order_id: string }>`
    select distinct on (person_id) person_id, first_order_id from fission.bought
    where workspace_id = ${workspaceId} and person_id = any(${personIds}::bigint[])
    order by person_id, first_paid_at`.execute(db)
  return new Map(rows.map((row) => [row.person_id, row.first_order_id]))
}
