import { sql } from 'kysely'
import type { TxCtx } from '#platform/ctx.ts'
import { openAccounts, postTransfers } from './ledger.ts'

interface Holding {
  coupon_id: string
  person_id: string
  held: number
}

const holdingsOf = (rows: readonly Holding[], to: string) =>
  rows.map((row) => ({
    couponId: row.coupon_id,
    from: row.person_id,
    to,
    quantity: row.held,
    personId: to,
  }))

/** What the absorbed person held is the survivor's, by entries in the books like any other move. */
export async function mergeHolders(
  tx: TxCtx,
  merge: { survivor: string; absorbed: string },
  key: string,
): Promise<void> {
  const { rows } = await sql<Holding>`
    select coupon_id, person_id, count(*) filter (where state = 'held')::int as held
    from loyalty.coupon_grant
    where workspace_id = ${tx.workspaceId} and person_id = ${merge.absorbed}
    group by coupon_id, person_id order by coupon_id`.execute(tx.db)
  if (rows.length === 0) return
  const holdings = holdingsOf(rows, merge.survivor)
  await openAccounts(tx, holdings)
  await postTransfers(tx, key, holdings)
  await sql`update loyalty.coupon_grant set person_id = ${merge.survivor}
    where workspace_id = ${tx.workspaceId} and person_id = ${merge.absorbed}`.execute(tx.db)
}

/** A coupon was given to an identifier; when that one turns out to be somebody else, it goes along. */
export async function splitHolders(
  tx: TxCtx,
  split: { to: string; identIds: readonly string[] },
  key: string,
): Promise<void> {
  const { rows } = await sql<Holding>`
    select coupon_id, person_id, count(*) filter (where state = 'held')::int as held
    from loyalty.coupon_grant
    where workspace_id = ${tx.workspaceId} and ident_id = any(${split.identIds}::bigint[])
      and person_id <> ${split.to}
    group by coupon_id, person_id order by coupon_id, person_id`.execute(tx.db)
  if (rows.length === 0) return
  const holdings = holdingsOf(rows, split.to)
  await openAccounts(tx, holdings)
  await postTransfers(tx, key, holdings)
  await sql`update loyalty.coupon_grant set person_id = ${split.to}
    where workspace_id = ${tx.workspaceId} and ident_id = any(${split.identIds}::bigint[])`.execute(
    tx.db,
  )
}
