import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { State } from '../model/grant.ts'

export interface Grant {
  id: string
  couponId: string
  couponName: string
  code: string
  personId: string
  state: State
  reason: string
  grantedAt: Date
  validFrom: Date
  expiresAt: Date
  orderId: string | undefined
  redeemedAt: Date | undefined
  moves: number
  kind: 'general' | 'app_only'
  thresholdFen: number
  valueFen: number | undefined
  percentOff: number | undefined
  refundRule: 'give_back' | 'keep_used'
}

interface GrantRow {
  id: string
  coupon_id: string
  coupon_name: string
  code: string
  person_id: string
  state: State
  reason: string
  granted_at: Date
  valid_from: Date
  expires_at: Date
  order_id: string | null
  redeemed_at: Date | null
  moves: number
  kind: Grant['kind']
  threshold_fen: string
  value_fen: string | null
  percent_off: number | null
  refund_rule: Grant['refundRule']
}

const grantOf = (row: GrantRow): Grant => ({
  id: row.id,
  couponId: row.coupon_id,
  couponName: row.coupon_name,
  code: row.code,
  personId: row.person_id,
  state: row.state,
  reason: row.reason,
  grantedAt: row.granted_at,
  validFrom: row.valid_from,
  expiresAt: row.expires_at,
  orderId: row.order_id ?? undefined,
  redeemedAt: row.redeemed_at ?? undefined,
  moves: row.moves,
  kind: row.kind,
  thresholdFen: Number(row.threshold_fen),
  valueFen: row.value_fen === null ? undefined : Number(row.value_fen),
  percentOff: row.percent_off ?? undefined,
  refundRule: row.refund_rule,
})

const GRANT = sql`g.id, g.coupon_id, c.name as coupon_name, g.code, g.person_id, g.state, g.reason,
  g.granted_at, g.valid_from, g.expires_at, g.order_id, g.redeemed_at, g.moves, c.kind,
  c.threshold_fen, c.value_fen, c.percent_off, c.refund_rule
  from loyalty.coupon_grant g join loyalty.coupon c
    on c.workspace_id = g.workspace_id and c.id = g.coupon_id`

export interface NewGrant {
  id: string
  couponId: string
  code: string
  key: string
  personId: string
  identId: string | undefined
  reason: string
  validFrom: Date
  expiresAt: Date
}

export async function insertGrant(tx: TxCtx, g: NewGrant): Promise<void> {
  await sql`
    insert into loyalty.coupon_grant (workspace_id, id, coupon_id, code, key, person_id, ident_id,
      state, reason, granted_at, valid_from, expires_at)
    values (${tx.workspaceId}, ${g.id}, ${g.couponId}, ${g.code}, ${g.key}, ${g.personId},
      ${g.identId ?? null}, 'held', ${g.reason}, ${tx.now}, ${g.validFrom},
      ${g.expiresAt})`.execute(tx.db)
}

/** What the person was given of this batch and what was not taken back. */
export async function countGranted(tx: TxCtx, couponId: string, personId: string) {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from loyalty.coupon_grant
    where workspace_id = ${tx.workspaceId} and person_id = ${personId}
      and coupon_id = ${couponId} and state <> 'revoked'`.execute(tx.db)
  return rows[0]?.n ?? 0
}

export async function grantByKey(ctx: Ctx, key: string): Promise<Grant | undefined> {
  return one(ctx, sql`g.key = ${key}`)
}

export async function grantByCode(ctx: Ctx, code: string): Promise<Grant | undefined> {
  return one(ctx, sql`g.code = ${code}`, sql`for update of g`)
}

export async function lockGrants(tx: TxCtx, ids: readonly string[]): Promise<Grant[]> {
  const { rows } = await sql<GrantRow>`
    select ${GRANT} where g.workspace_id = ${tx.workspaceId} and g.id = any(${ids}::uuid[])
    order by g.id for update of g`.execute(tx.db)
  return rows.map(grantOf)
}

export async function lockGrantsOfOrder(tx: TxCtx, orderIds: readonly string[]): Promise<Grant[]> {
  const { rows } = await sql<GrantRow>`
    select ${GRANT} where g.workspace_id = ${tx.workspaceId}
      and g.order_id = any(${orderIds}::text[]) and g.state = 'redeemed'
    order by g.id for update of g`.execute(tx.db)
  return rows.map(grantOf)
}

export async function findGrant(ctx: Ctx, id: string): Promise<Grant | undefined> {
  return one(ctx, sql`g.id = ${id}`)
}

async function one(
  ctx: Ctx,
  condition: RawBuilder<unknown>,
  lock: RawBuilder<unknown> = sql``,
): Promise<Grant | undefined> {
  const { rows } = await sql<GrantRow>`
    select ${GRANT} where g.workspace_id = ${ctx.workspaceId} and ${condition} ${lock}`.execute(
    ctx.db,
  )
  return rows[0] && grantOf(rows[0])
}

export interface Move {
  grantId: string
  to: State
  reason: string
  orderId?: string | undefined
  redeemedAt?: Date | undefined
}

/** Moves locked grants and their coupons in the books, in one statement. */
export async function moveGrants(tx: TxCtx, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return
  await sql`
    with x as (
      select * from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as x("grantId" uuid,
        "to" text, reason text, "orderId" text, "redeemedAt" timestamptz)),
    booked as (
      insert into loyalty.entry (workspace_id, key, coupon_id, from_account, to_account, quantity,
        grant_id, reason, at)
      select g.workspace_id, 'grant:' || g.id || ':' || (g.moves + 1), g.coupon_id, f.id, t.id, 1,
        g.id, x.reason, ${tx.now}
      from x
      join loyalty.coupon_grant g on g.workspace_id = ${tx.workspaceId} and g.id = x."grantId"
      join loyalty.account f on f.workspace_id = g.workspace_id and f.coupon_id = g.coupon_id
        and f.kind = g.state and (f.kind <> 'held' or f.person_id = g.person_id)
      join loyalty.account t on t.workspace_id = g.workspace_id and t.coupon_id = g.coupon_id
        and t.kind = x."to" and (t.kind <> 'held' or t.person_id = g.person_id))
    update loyalty.coupon_grant g set state = x."to", moves = g.moves + 1, order_id = x."orderId",
      redeemed_at = x."redeemedAt"
    from x where g.workspace_id = ${tx.workspaceId} and g.id = x."grantId"`.execute(tx.db)
}

/** Locks coupons in hand whose time is over, passing by what somebody else is working on. */
export async function lockOverdue(tx: TxCtx, limit: number): Promise<Grant[]> {
  const { rows } = await sql<GrantRow>`
    select ${GRANT} where g.workspace_id = ${tx.workspaceId} and g.state = 'held'
      and g.expires_at <= ${tx.now}
    order by g.expires_at, g.id limit ${limit} for update of g skip locked`.execute(tx.db)
  return rows.map(grantOf)
}

export async function overdueWorkspaces(db: Ctx['db'], now: Date): Promise<string[]> {
  const { rows } = await sql<{ workspace_id: string }>`
    select distinct workspace_id from loyalty.coupon_grant
    where state = 'held' and expires_at <= ${now}`.execute(db)
  return rows.map((row) => row.workspace_id)
}

export const NEXT_EXPIRY = sql<Date | null>`
  select min(expires_at) from loyalty.coupon_grant where state = 'held'`

export interface GrantFilter {
  couponId?: string | undefined
  personId?: string | undefined
  state?: string | undefined
  code?: string | undefined
}

export async function listGrants(
  ctx: Ctx,
  filter: GrantFilter,
  limit: number,
  offset: number,
): Promise<Grant[]> {
  const { rows } = await sql<GrantRow>`
    select ${GRANT} where ${conditions(ctx, filter)}
    order by g.granted_at desc, g.id limit ${limit} offset ${offset}`.execute(ctx.db)
  return rows.map(grantOf)
}

export async function countGrants(ctx: Ctx, filter: GrantFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from loyalty.coupon_grant g
    where ${conditions(ctx, filter)}`.execute(ctx.db)
  return rows[0]?.n ?? 0
}

function conditions(ctx: Ctx, f: GrantFilter): RawBuilder<unknown> {
  const parts = [sql`g.workspace_id = ${ctx.workspaceId}`]
  if (f.couponId) parts.push(sql`g.coupon_id = ${f.couponId}`)
  if (f.personId) parts.push(sql`g.person_id = ${f.personId}`)
  if (f.state) parts.push(sql`g.state = ${f.state}`)
  if (f.code) parts.push(sql`g.code = ${f.code}`)
  return sql.join(parts, sql` and `)
}
