import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { CouponInput, Status } from '../model/coupon.ts'

export interface Balances {
  issued: number
  stock: number
  held: number
  redeemed: number
  expired: number
  revoked: number
}

export interface Coupon {
  id: string
  name: string
  description: string
  kind: CouponInput['kind']
  thresholdFen: number
  valueFen: number | undefined
  percentOff: number | undefined
  limitPerPerson: number
  validFrom: Date | undefined
  validUntil: Date | undefined
  validDays: number | undefined
  refundRule: CouponInput['refundRule']
  status: Status
  createdAt: Date
  balances: Balances
}

interface CouponRow {
  id: string
  name: string
  description: string
  kind: CouponInput['kind']
  threshold_fen: string
  value_fen: string | null
  percent_off: number | null
  limit_per_person: number
  valid_from: Date | null
  valid_until: Date | null
  valid_days: number | null
  refund_rule: CouponInput['refundRule']
  status: Status
  created_at: Date
  balances: Balances
}

const couponOf = (row: CouponRow): Coupon => ({
  id: row.id,
  name: row.name,
  description: row.description,
  kind: row.kind,
  thresholdFen: Number(row.threshold_fen),
  valueFen: row.value_fen === null ? undefined : Number(row.value_fen),
  percentOff: row.percent_off ?? undefined,
  limitPerPerson: row.limit_per_person,
  validFrom: row.valid_from ?? undefined,
  validUntil: row.valid_until ?? undefined,
  validDays: row.valid_days ?? undefined,
  refundRule: row.refund_rule,
  status: row.status,
  createdAt: row.created_at,
  balances: row.balances,
})

/** Accounts of a batch that belong to no person; made with it. */
const OWN_ACCOUNTS = ['issued', 'stock', 'redeemed', 'expired', 'revoked']

export async function insertCoupon(tx: TxCtx, id: string, c: CouponInput): Promise<void> {
  await sql`
    insert into loyalty.coupon (workspace_id, id, name, description, kind, threshold_fen,
      value_fen, percent_off, limit_per_person, valid_from, valid_until, valid_days, refund_rule,
      created_at)
    values (${tx.workspaceId}, ${id}, ${c.name}, ${c.description}, ${c.kind}, ${c.thresholdFen},
      ${c.valueFen ?? null}, ${c.percentOff ?? null}, ${c.limitPerPerson}, ${c.validFrom ?? null},
      ${c.validUntil ?? null}, ${c.validDays ?? null}, ${c.refundRule}, ${tx.now})`.execute(tx.db)
  await sql`
    insert into loyalty.account (workspace_id, coupon_id, kind)
    select ${tx.workspaceId}::uuid, ${id}::uuid, kind
    from unnest(${OWN_ACCOUNTS}::text[]) as k(kind)`.execute(tx.db)
}

const BALANCES = sql`(select jsonb_build_object(
    'issued', -coalesce(sum(balance) filter (where kind = 'issued'), 0),
    'stock', coalesce(sum(balance) filter (where kind = 'stock'), 0),
    'held', coalesce(sum(balance) filter (where kind = 'held'), 0),
    'redeemed', coalesce(sum(balance) filter (where kind = 'redeemed'), 0),
    'expired', coalesce(sum(balance) filter (where kind = 'expired'), 0),
    'revoked', coalesce(sum(balance) filter (where kind = 'revoked'), 0))
  from loyalty.account a where a.workspace_id = c.workspace_id and a.coupon_id = c.id)`

export async function findCoupon(ctx: Ctx, id: string): Promise<Coupon | undefined> {
  const { rows } = await sql<CouponRow>`
    select c.*, ${BALANCES} as balances from loyalty.coupon c
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${id}`.execute(ctx.db)
  return rows[0] && couponOf(rows[0])
}

/** What a grant must know; without the sum over all holders. */
export async function couponTerms(ctx: Ctx, id: string): Promise<Coupon | undefined> {
  const { rows } = await sql<CouponRow>`
    select c.*, '{}'::jsonb as balances from loyalty.coupon c
    where c.workspace_id = ${ctx.workspaceId} and c.id = ${id} for key share`.execute(ctx.db)
  return rows[0] && couponOf(rows[0])
}

export async function setCouponStatus(tx: TxCtx, id: string, status: Status): Promise<void> {
  await sql`update loyalty.coupon set status = ${status}
    where workspace_id = ${tx.workspaceId} and id = ${id}`.execute(tx.db)
}

export async function lockCoupon(tx: TxCtx, id: string): Promise<Status | undefined> {
  const { rows } = await sql<{ status: Status }>`
    select status from loyalty.coupon
    where workspace_id = ${tx.workspaceId} and id = ${id} for update`.execute(tx.db)
  return rows[0]?.status
}

export interface CouponFilter {
  q?: string | undefined
  status?: string | undefined
  kind?: string | undefined
}

export async function listCoupons(
  ctx: Ctx,
  filter: CouponFilter,
  limit: number,
  offset: number,
): Promise<Coupon[]> {
  const { rows } = await sql<CouponRow>`
    select c.*, ${BALANCES} as balances from loyalty.coupon c where ${conditions(ctx, filter)}
    order by c.created_at desc, c.id limit ${limit} offset ${offset}`.execute(ctx.db)
  return rows.map(couponOf)
}

export async function countCoupons(ctx: Ctx, filter: CouponFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from loyalty.coupon c
    where ${conditions(ctx, filter)}`.execute(ctx.db)
  return rows[0]?.n ?? 0
}

function conditions(ctx: Ctx, f: CouponFilter): RawBuilder<unknown> {
  const parts = [sql`c.workspace_id = ${ctx.workspaceId}`]
  if (f.status) parts.push(sql`c.status = ${f.status}`)
  if (f.kind) parts.push(sql`c.kind = ${f.kind}`)
  if (f.q) parts.push(sql`position(lower(${f.q}) in lower(c.name)) > 0`)
  return sql.join(parts, sql` and `)
}
