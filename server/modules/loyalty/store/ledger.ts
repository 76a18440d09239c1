import { sql } from 'kysely'
import type { Ctx, TxCtx } from '#platform/ctx.ts'

export interface StockEntry {
  key: string
  couponId: string
  from: 'issued' | 'stock'
  to: 'issued' | 'stock'
  quantity: number
  reason: string
}

/** Moves coupons between a batch's source and its stock; false when the key has acted before. */
export async function postStock(tx: TxCtx, e: StockEntry): Promise<boolean> {
  const { rows } = await sql`
    insert into loyalty.entry (workspace_id, key, coupon_id, from_account, to_account, quantity,
      reason, at)
    select f.workspace_id, ${e.key}, f.coupon_id, f.id, t.id, ${e.quantity}, ${e.reason}, ${tx.now}
    from loyalty.account f join loyalty.account t
      on t.workspace_id = f.workspace_id and t.coupon_id = f.coupon_id and t.kind = ${e.to}
    where f.workspace_id = ${tx.workspaceId} and f.coupon_id = ${e.couponId} and f.kind = ${e.from}
    on conflict (workspace_id, key) do nothing returning id`.execute(tx.db)
  return rows.length > 0
}

/** The person's account of a batch, made when it is needed. */
export async function openAccounts(
  tx: TxCtx,
  holders: readonly { couponId: string; personId: string }[],
): Promise<void> {
  await sql`
    insert into loyalty.account (workspace_id, coupon_id, kind, person_id)
    select ${tx.workspaceId}::uuid, h.coupon_id, 'held', h.person_id
    from unnest(${holders.map((h) => h.couponId)}::uuid[],
      ${holders.map((h) => h.personId)}::bigint[]) as h(coupon_id, person_id)
    on conflict do nothing`.execute(tx.db)
}

/** Locks the person's account, then the stock: everybody in this order. Answers what is left. */
export async function lockForGrant(
  tx: TxCtx,
  couponId: string,
  personId: string,
): Promise<{ stock: number }> {
  const { rows } = await sql<{ kind: string; balance: string }>`
    select kind, balance from loyalty.account
    where workspace_id = ${tx.workspaceId} and coupon_id = ${couponId}
      and (kind = 'stock' or (kind = 'held' and person_id = ${personId}))
    order by kind for update`.execute(tx.db)
  return { stock: Number(rows.find((row) => row.kind === 'stock')?.balance ?? 0) }
}

/** One coupon from the stock into the person's hands. */
export async function postGrant(
  tx: TxCtx,
  g: { grantId: string; couponId: string; personId: string; reason: string },
): Promise<void> {
  await sql`
    insert into loyalty.entry (workspace_id, key, coupon_id, from_account, to_account, quantity,
      grant_id, reason, at)
    select s.workspace_id, ${`grant:${g.grantId}`}, s.coupon_id, s.id, h.id, 1, ${g.grantId}::uuid,
      ${g.reason}, ${tx.now}
    from loyalty.account s join loyalty.account h
      on h.workspace_id = s.workspace_id and h.coupon_id = s.coupon_id and h.kind = 'held'
        and h.person_id = ${g.personId}
    where s.workspace_id = ${tx.workspaceId} and s.coupon_id = ${g.couponId}
      and s.kind = 'stock'`.execute(tx.db)
}

/** Coupons in hand go from one person's account to another's: persons became one, or two. */
export async function postTransfers(
  tx: TxCtx,
  key: string,
  transfers: readonly { couponId: string; from: string; to: string; quantity: number }[],
): Promise<void> {
  const moving = transfers.filter((t) => t.quantity > 0 && t.from !== t.to)
  if (moving.length === 0) return
  await sql`
    insert into loyalty.entry (workspace_id, key, coupon_id, from_account, to_account, quantity,
      reason, at)
    select f.workspace_id, ${key} || ':' || x."couponId" || ':' || x."from", f.coupon_id, f.id, t.id,
      x.quantity, 'identity', ${tx.now}
    from jsonb_to_recordset(${JSON.stringify(moving)}::jsonb)
      as x("couponId" uuid, "from" bigint, "to" bigint, quantity bigint)
    join loyalty.account f on f.workspace_id = ${tx.workspaceId} and f.coupon_id = x."couponId"
      and f.kind = 'held' and f.person_id = x."from"
    join loyalty.account t on t.workspace_id = ${tx.workspaceId} and t.coupon_id = x."couponId"
      and t.kind = 'held' and t.person_id = x."to"`.execute(tx.db)
}

export async function entriesOf(ctx: Ctx, couponId: string, limit: number, offset: number) {
  const { rows } = await sql<{
    id: string
    key: string
    from_kind: string
    to_kind: string
    from_person: string | null
    to_person: string | null
    quantity: string
    grant_id: string | null
    reason: string
    at: Date
  }>`
    select e.id, e.key, f.kind as from_kind, t.kind as to_kind, f.person_id as from_person,
      t.person_id as to_person, e.quantity, e.grant_id, e.reason, e.at
    from loyalty.entry e
    join loyalty.account f on f.workspace_id = e.workspace_id and f.id = e.from_account
    join loyalty.account t on t.workspace_id = e.workspace_id and t.id = e.to_account
    where e.workspace_id = ${ctx.workspaceId} and e.coupon_id = ${couponId}
    order by e.id desc limit ${limit} offset ${offset}`.execute(ctx.db)
  return rows
}

/**
 * The books agree: every balance is the sum of its entries, a batch adds up to zero, and as many
 * grants are in a state as coupons are in its accounts. One statement, so one instant.
 */
export async function reconciles(ctx: Ctx, couponId: string): Promise<boolean> {
  const { rows } = await sql<{ agrees: boolean }>`
    with account as (
      select * from loyalty.account
      where workspace_id = ${ctx.workspaceId} and coupon_id = ${couponId}),
    moved as (
      select account_id, sum(n) as n from (
        select to_account as account_id, quantity as n from loyalty.entry
          where workspace_id = ${ctx.workspaceId} and coupon_id = ${couponId}
        union all
        select from_account, -quantity from loyalty.entry
          where workspace_id = ${ctx.workspaceId} and coupon_id = ${couponId}) m
      group by account_id),
    granted as (
      select state, case when state = 'held' then person_id end as person_id, count(*) as n
      from loyalty.coupon_grant
      where workspace_id = ${ctx.workspaceId} and coupon_id = ${couponId} group by 1, 2)
    select (select coalesce(sum(balance), 0) = 0 from account)
      and not exists (select 1 from account left join moved on moved.account_id = account.id
        where account.balance <> coalesce(moved.n, 0))
      and not exists (select 1 from (select * from account
          where kind in ('held', 'redeemed', 'expired', 'revoked')) a
        full join granted g on g.state = a.kind and g.person_id is not distinct from a.person_id
        where coalesce(a.balance, 0) <> coalesce(g.n, 0)) as agrees`.execute(ctx.db)
  return rows[0]?.agrees === true
}
