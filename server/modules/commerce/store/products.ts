import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { ProductInput } from '../model/product.ts'
import type { Line } from '../model/order.ts'

export interface ProductRow {
  product_id: string
  name: string
  category: string | null
  brand: string | null
  price_fen: string | null
  image_url: string | null
  url: string | null
  tags: string[]
  status: 'on_sale' | 'off_sale'
  origin: 'api' | 'csv' | 'order'
  updated_at: Date
}

/** Of two lines with one id the later one counts. */
export async function upsertProducts(
  ctx: Ctx,
  products: readonly ProductInput[],
  origin: 'api' | 'csv',
): Promise<void> {
  const last = [...new Map(products.map((p) => [p.productId, p])).values()]
  if (last.length === 0) return
  await sql`
    insert into commerce.product (workspace_id, product_id, name, category, brand, price_fen,
      image_url, url, tags, status, origin, created_at, updated_at)
    select ${ctx.workspaceId}::uuid, "productId", name, category, brand, "priceFen", "imageUrl",
      url, tags, status, ${origin}::text, ${ctx.now}::timestamptz, ${ctx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(last)}::jsonb) as p("productId" text, name text,
      category text, brand text, "priceFen" bigint, "imageUrl" text, url text, tags text[],
      status text)
    order by "productId"
    on conflict (workspace_id, product_id) do update set name = excluded.name,
      category = excluded.category, brand = excluded.brand, price_fen = excluded.price_fen,
      image_url = excluded.image_url, url = excluded.url, tags = excluded.tags,
      status = excluded.status, origin = excluded.origin,
      updated_at = excluded.updated_at`.execute(ctx.db)
}

/** Products that orders name and the catalogue does not know yet; never overwrites. */
export async function noticeProducts(ctx: Ctx, lines: readonly Line[]): Promise<void> {
  const first = [...new Map(lines.toReversed().map((l) => [l.productId, l])).values()]
  if (first.length === 0) return
  await sql`
    insert into commerce.product (workspace_id, product_id, name, category, price_fen, origin,
      created_at, updated_at)
    select ${ctx.workspaceId}::uuid, "productId", coalesce(name, "productId"), category,
      "priceFen", 'order', ${ctx.now}::timestamptz, ${ctx.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(first)}::jsonb)
      as l("productId" text, name text, category text, "priceFen" bigint)
    order by "productId" on conflict do nothing`.execute(ctx.db)
}

export interface ProductFilter {
  q?: string | undefined
  category?: string | undefined
  tag?: string | undefined
  status?: string | undefined
}

const SORTS = {
  updatedAt: 'updated_at',
  name: 'name',
  priceFen: 'price_fen',
  productId: 'product_id',
} as const

export async function listProducts(
  ctx: Ctx,
  filter: ProductFilter,
  page: { sort: keyof typeof SORTS; order: 'asc' | 'desc'; limit: number; offset: number },
): Promise<ProductRow[]> {
  const { rows } = await sql<ProductRow>`
    select * from commerce.product where ${conditions(ctx, filter)}
    order by ${sql.ref(SORTS[page.sort])} ${page.order === 'asc' ? sql`asc` : sql`desc`} nulls last,
      product_id
    limit ${page.limit} offset ${page.offset}`.execute(ctx.db)
  return rows
}

export async function countProducts(ctx: Ctx, filter: ProductFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from commerce.product
    where ${conditions(ctx, filter)}`.execute(ctx.db)
  return rows[0]?.n ?? 0
}

export async function findProduct(ctx: Ctx, productId: string): Promise<ProductRow | undefined> {
  const { rows } = await sql<ProductRow>`
    select * from commerce.product
    where workspace_id = ${ctx.workspaceId} and product_id = ${productId}`.execute(ctx.db)
  return rows[0]
}

function conditions(ctx: Ctx, f: ProductFilter): RawBuilder<unknown> {
  const parts = [sql`workspace_id = ${ctx.workspaceId}`]
  if (f.category) parts.push(sql`category = ${f.category}`)
  if (f.status) parts.push(sql`status = ${f.status}`)
  if (f.tag) parts.push(sql`tags @> array[${f.tag}]`)
  if (f.q)
    parts.push(sql`(position(lower(${f.q}) in lower(name)) > 0
      or position(lower(${f.q}) in lower(product_id)) > 0)`)
  return sql.join(parts, sql` and `)
}
