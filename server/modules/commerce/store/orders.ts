import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import type { Line, Order } from '../model/order.ts'

interface OrderRow {
  order_id: string
  state: Order['state']
  currency: string
  pay_fen: string
  refunded_fen: string
  products: Line[]
  coupon_grant_ids: string[]
  store_id: string | null
  guide_id: string | null
  properties: Record<string, unknown>
  submitted_at: Date | null
  paid_at: Date | null
  cancelled_at: Date | null
  person_id: string | null
  source: Order['source']
  history: boolean
}

export interface StoredOrder extends Order {
  personId: string | undefined
}

const orderOfRow = (row: OrderRow): StoredOrder => ({
  orderId: row.order_id,
  state: row.state,
  currency: row.currency,
  payFen: Number(row.pay_fen),
  refundedFen: Number(row.refunded_fen),
  products: row.products,
  couponGrantIds: row.coupon_grant_ids,
  storeId: row.store_id ?? undefined,
  guideId: row.guide_id ?? undefined,
  properties: row.properties,
  submittedAt: row.submitted_at?.toISOString(),
  paidAt: row.paid_at?.toISOString(),
  cancelledAt: row.cancelled_at?.toISOString(),
  personId: row.person_id ?? undefined,
  source: row.source,
  history: row.history,
})

/** Locked in the order of their ids, so that two batches never wait for each other in a circle. */
export async function lockOrders(tx: TxCtx, ids: readonly string[]): Promise<Map<string, Order>> {
  const { rows } = await sql<OrderRow>`
    select * from commerce.order
    where workspace_id = ${tx.workspaceId} and order_id = any(${ids}::text[])
    order by order_id for update`.execute(tx.db)
  return new Map(rows.map((row) => [row.order_id, orderOfRow(row)]))
}

/** Inserts what nobody else inserted meanwhile; answers the ids that are in now by this call. */
export async function insertOrders(
  tx: TxCtx,
  orders: readonly (Order & { identifiersSealed: string | undefined })[],
): Promise<Set<string>> {
  if (orders.length === 0) return new Set()
  const { rows } = await sql<{ order_id: string }>`
    insert into commerce.order (workspace_id, order_id, state, currency, pay_fen, refunded_fen,
      products, coupon_grant_ids, store_id, guide_id, properties, submitted_at, paid_at,
      cancelled_at, identifiers_sealed, source, history, created_at, updated_at)
    select ${tx.workspaceId}::uuid, "orderId", state, currency, "payFen", 0,
      products, "couponGrantIds", "storeId", "guideId", properties, "submittedAt", "paidAt",
      "cancelledAt", "identifiersSealed", source, history, ${tx.now}::timestamptz,
      ${tx.now}::timestamptz
    from ${asRecords(orders)} order by "orderId"
    on conflict do nothing returning order_id`.execute(tx.db)
  return new Set(rows.map((row) => row.order_id))
}

export async function updateOrders(tx: TxCtx, orders: readonly Order[]): Promise<void> {
  if (orders.length === 0) return
  await sql`
    update commerce.order o set state = x.state, pay_fen = x."payFen", products = x.products,
      coupon_grant_ids = x."couponGrantIds", store_id = x."storeId", guide_id = x."guideId",
      properties = x.properties, submitted_at = x."submittedAt", paid_at = x."paidAt",
      cancelled_at = x."cancelledAt", source = x.source, updated_at = ${tx.now}
    from ${asRecords(orders)}
    where o.workspace_id = ${tx.workspaceId} and o.order_id = x."orderId"`.execute(tx.db)
}

const asRecords = (orders: readonly Order[]): RawBuilder<unknown> => sql`
  jsonb_to_recordset(${JSON.stringify(orders)}::jsonb) as x("orderId" text, state text,
    currency text, "payFen" bigint, products jsonb, "couponGrantIds" text[], "storeId" text,
    "guideId" text, properties jsonb, "submittedAt" timestamptz, "paidAt" timestamptz,
    "cancelledAt" timestamptz, source text, history boolean, "identifiersSealed" text)`

export interface Owner {
  orderId: string
  identId: string
  personId: string
}

/** The first event of an order says whose it is. */
export async function attachOwners(tx: TxCtx, owners: readonly Owner[]): Promise<void> {
  if (owners.length === 0) return
  await sql`
    update commerce.order o set ident_id = x.ident_id, person_id = x.person_id,
      identifiers_sealed = null
    from unnest(${owners.map((o) => o.orderId)}::text[], ${owners.map((o) => o.identId)}::bigint[],
      ${owners.map((o) => o.personId)}::bigint[]) as x(order_id, ident_id, person_id)
    where o.workspace_id = ${tx.workspaceId} and o.order_id = x.order_id
      and o.ident_id is null`.execute(tx.db)
}

/** Whose orders these are: the person once known, until then what the order came with. */
export async function ownersOf(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, { personId: string | null; sealed: string | null }>> {
  const { rows } = await sql<{
    order_id: string
    person_id: string | null
    identifiers_sealed: string | null
  }>`
    select order_id, person_id, identifiers_sealed from commerce.order
    where workspace_id = ${ctx.workspaceId} and order_id = any(${ids}::text[])`.execute(ctx.db)
  return new Map(
    rows.map((row) => [row.order_id, { personId: row.person_id, sealed: row.identifiers_sealed }]),
  )
}

export interface OrderFilter {
  q?: string | undefined
  state?: string | undefined
  personId?: string | undefined
  productId?: string | undefined
  storeId?: string | undefined
  guideId?: string | undefined
  from?: string | undefined
  to?: string | undefined
  minPayFen?: number | undefined
}

export interface NumberedOrder extends StoredOrder {
  orderNumberOfPerson: number | undefined
}

/** Which order of hers: counted, never stored, so it is right after every merge and split. */
const NUMBER = sql`(select count(*)::int from commerce.order p
  where p.workspace_id = o.workspace_id and p.person_id = o.person_id and p.paid_at is not null
    and (p.paid_at, p.order_id) <= (o.paid_at, o.order_id))`

const WHEN = sql`coalesce(o.paid_at, o.submitted_at, o.created_at)`

export async function findOrder(ctx: Ctx, orderId: string): Promise<NumberedOrder | undefined> {
  const { rows } = await sql<OrderRow & { number: number }>`
    select o.*, ${NUMBER} as number from commerce.order o
    where o.workspace_id = ${ctx.workspaceId} and o.order_id = ${orderId}`.execute(ctx.db)
  return rows[0] && numbered(rows[0])
}

export async function listOrders(
  ctx: Ctx,
  filter: OrderFilter,
  page: { sort: 'time' | 'payFen'; order: 'asc' | 'desc'; limit: number; offset: number },
): Promise<NumberedOrder[]> {
  const direction = page.order === 'asc' ? sql`asc` : sql`desc`
  const { rows } = await sql<OrderRow & { number: number }>`
    select o.*, ${NUMBER} as number from commerce.order o where ${conditions(ctx, filter)}
    order by ${page.sort === 'payFen' ? sql`o.pay_fen` : WHEN} ${direction}, o.order_id
    limit ${page.limit} offset ${page.offset}`.execute(ctx.db)
  return rows.map(numbered)
}

export async function countOrders(ctx: Ctx, filter: OrderFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from commerce.order o
    where ${conditions(ctx, filter)}`.execute(ctx.db)
  return rows[0]?.n ?? 0
}

const numbered = (row: OrderRow & { number: number }): NumberedOrder => ({
  ...orderOfRow(row),
  orderNumberOfPerson: row.number > 0 ? row.number : undefined,
})

function conditions(ctx: Ctx, f: OrderFilter): RawBuilder<unknown> {
  const parts = [sql`o.workspace_id = ${ctx.workspaceId}`]
  if (f.q) parts.push(sql`position(${f.q} in o.order_id) > 0`)
  if (f.state) parts.push(sql`o.state = ${f.state}`)
  if (f.personId) parts.push(sql`o.person_id = ${f.personId}`)
  if (f.storeId) parts.push(sql`o.store_id = ${f.storeId}`)
  if (f.guideId) parts.push(sql`o.guide_id = ${f.guideId}`)
  if (f.productId)
    parts.push(sql`o.products @> ${JSON.stringify([{ productId: f.productId }])}::jsonb`)
  if (f.from) parts.push(sql`${WHEN} >= ${f.from}::timestamptz`)
  if (f.to) parts.push(sql`${WHEN} < ${f.to}::timestamptz`)
  if (f.minPayFen !== undefined) parts.push(sql`o.pay_fen >= ${f.minPayFen}`)
  return sql.join(parts, sql` and `)
}
