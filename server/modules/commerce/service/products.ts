import { must } from '#kernel/assert.ts'
import { refusals } from '#kernel/refusal.ts'
import { offsetOf, pageFrom } from '#kernel/page.ts'
import type { Ctx } from '#platform/ctx.ts'
import { COMMERCE_REFUSALS } from '../contract.ts'
import { productColumn, ProductInput, productOfCells } from '../model/product.ts'
import * as store from '../store/products.ts'
import type { ProductFilter, ProductRow } from '../store/products.ts'
import { parseEach } from './orders.ts'
import { readCsv } from './read-csv.ts'

const refuse = refusals(COMMERCE_REFUSALS)

export async function saveProduct(ctx: Ctx, product: ProductInput) {
  await store.upsertProducts(ctx, [product], 'api')
  return getProduct(ctx, product)
}

export async function saveProducts(ctx: Ctx, input: { products: unknown[] }) {
  const { good, refused } = parseEach(input.products, ProductInput, ctx.locale)
  await store.upsertProducts(
    ctx,
    good.map(({ value }) => value),
    'api',
  )
  return { accepted: good.length, refused }
}

/** The header is line 1; a refusal names the line of the file. */
export async function importProducts(ctx: Ctx, { csv }: { csv: string }) {
  const records = readCsv(csv, productColumn)
  const lines = records.map(({ cells }) => productOfCells(cells))
  const { good, refused } = parseEach(lines, ProductInput, ctx.locale)
  await store.upsertProducts(
    ctx,
    good.map(({ value }) => value),
    'csv',
  )
  return {
    accepted: good.length,
    refused: refused.map(({ index, field, reason }) => ({
      line: must(records[index], 'the record refused').line,
      field,
      reason,
    })),
  }
}

export async function getProduct(ctx: Ctx, { productId }: { productId: string }) {
  const row = (await store.findProduct(ctx, productId)) ?? refuse.no_such_product({ productId })
  return viewOf(row)
}

export async function listProducts(
  ctx: Ctx,
  input: ProductFilter & {
    cursor?: string | undefined
    limit: number
    sort: 'updatedAt' | 'name' | 'priceFen' | 'productId'
    order: 'asc' | 'desc'
  },
) {
  const offset = offsetOf(input.cursor)
  const { sort, order, limit } = input
  const rows = await store.listProducts(ctx, input, { sort, order, limit: limit + 1, offset })
  const { items, next } = pageFrom(rows, limit, offset)
  return { items: items.map(viewOf), next, total: await store.countProducts(ctx, input) }
}

const viewOf = (row: ProductRow) => ({
  productId: row.product_id,
  name: row.name,
  category: row.category,
  brand: row.brand,
  priceFen: row.price_fen === null ? null : Number(row.price_fen),
  imageUrl: row.image_url,
  url: row.url,
  tags: row.tags,
  status: row.status,
  origin: row.origin,
  updatedAt: row.updated_at.toISOString(),
})
