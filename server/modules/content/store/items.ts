import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { must } from '#kernel/assert.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Item, ItemInput } from '../model/item.ts'
import type { Status } from '../model/lifecycle.ts'
import type { ItemRow } from '../tables.ts'

export const itemOf = (row: ItemRow): Item => ({
  id: row.id,
  kind: row.kind,
  status: row.status,
  title: row.title,
  body: row.body,
  format: row.format,
  coverUrl: row.cover_url ?? undefined,
  targetUrl: row.target_url ?? undefined,
  miniProgram: row.mini_program ?? undefined,
  sceneTags: row.scene_tags,
  productTags: row.product_tags,
  purchaseStage: row.purchase_stage ?? undefined,
  answers: row.answers ?? undefined,
  source: row.source,
  revision: row.revision,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  publishedAt: row.published_at ?? undefined,
})

const jsonOf = (value: unknown): string | null =>
  value === undefined ? null : JSON.stringify(value)

export async function insertItem(ctx: Ctx, id: string, item: ItemInput): Promise<Item> {
  const { rows } = await sql<ItemRow>`
    insert into content.item (workspace_id, id, kind, title, body, format, cover_url, target_url,
      mini_program, scene_tags, product_tags, purchase_stage, answers, source,
      created_at, updated_at)
    values (${ctx.workspaceId}, ${id}, ${item.kind}, ${item.title}, ${item.body}, ${item.format},
      ${item.coverUrl ?? null}, ${item.targetUrl ?? null}, ${jsonOf(item.miniProgram)}::jsonb,
      ${item.sceneTags}::text[], ${item.productTags}::text[], ${item.purchaseStage ?? null},
      ${item.answers ?? null}, ${item.source}, ${ctx.now}, ${ctx.now})
    returning *`.execute(ctx.db)
  return itemOf(must(rows[0], 'the item just inserted'))
}

export async function updateItem(ctx: Ctx, id: string, item: ItemInput): Promise<Item> {
  const { rows } = await sql<ItemRow>`
    update content.item set kind = ${item.kind}, title = ${item.title}, body = ${item.body},
      format = ${item.format}, cover_url = ${item.coverUrl ?? null},
      target_url = ${item.targetUrl ?? null}, mini_program = ${jsonOf(item.miniProgram)}::jsonb,
      scene_tags = ${item.sceneTags}::text[], product_tags = ${item.productTags}::text[],
      purchase_stage = ${item.purchaseStage ?? null}, answers = ${item.answers ?? null},
      source = ${item.source}, revision = revision + 1, updated_at = ${ctx.now}
    where workspace_id = ${ctx.workspaceId} and id = ${id} returning *`.execute(ctx.db)
  return itemOf(must(rows[0], `item ${id}`))
}

export async function setStatus(ctx: Ctx, id: string, status: Status): Promise<Item> {
  const { rows } = await sql<ItemRow>`
    update content.item set status = ${status}, updated_at = ${ctx.now},
      published_at = case when ${status}::text = 'published' then ${ctx.now}::timestamptz
        else published_at end
    where workspace_id = ${ctx.workspaceId} and id = ${id} returning *`.execute(ctx.db)
  return itemOf(must(rows[0], `item ${id}`))
}

export async function findItem(
  ctx: Ctx,
  id: string,
  lock: 'lock' | 'look' = 'look',
): Promise<Item | undefined> {
  const { rows } = await sql<ItemRow>`
    select * from content.item where workspace_id = ${ctx.workspaceId} and id = ${id}
    ${lock === 'lock' ? sql`for update` : sql``}`.execute(ctx.db)
  return rows[0] && itemOf(rows[0])
}

/** Which workspace's page is this? Ids of items are unique in the installation. */
export async function workspaceOfItem(db: Ctx['db'], id: string): Promise<string | undefined> {
  const { rows } = await sql<{ workspace_id: string }>`
    select workspace_id from content.item where id = ${id}`.execute(db)
  return rows[0]?.workspace_id
}

export interface ItemFilter {
  q?: string | undefined
  kind?: string | undefined
  status?: string | undefined
  tag?: string | undefined
  purchaseStage?: string | undefined
  answers?: string | undefined
  source?: string | undefined
  sort: 'updatedAt' | 'createdAt' | 'title'
  order: 'asc' | 'desc'
}

const SORTS = { updatedAt: 'updated_at', createdAt: 'created_at', title: 'title' } as const

export async function listItems(
  ctx: Ctx,
  filter: ItemFilter,
  limit: number,
  offset: number,
): Promise<Item[]> {
  const { rows } = await sql<ItemRow>`
    select * from content.item where ${conditions(ctx, filter)}
    order by ${sql.ref(SORTS[filter.sort])} ${filter.order === 'asc' ? sql`asc` : sql`desc`}, id
    limit ${limit} offset ${offset}`.execute(ctx.db)
  return rows.map(itemOf)
}

export async function countItems(ctx: Ctx, filter: ItemFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from content.item where ${conditions(ctx, filter)}`.execute(ctx.db)
  return rows[0]?.n ?? 0
}

function conditions(ctx: Ctx, filter: ItemFilter): RawBuilder<unknown> {
  const parts = [sql`workspace_id = ${ctx.workspaceId}`]
  if (filter.kind) parts.push(sql`kind = ${filter.kind}`)
  if (filter.status) parts.push(sql`status = ${filter.status}`)
  if (filter.purchaseStage) parts.push(sql`purchase_stage = ${filter.purchaseStage}`)
  if (filter.answers) parts.push(sql`answers = ${filter.answers}`)
  if (filter.source) parts.push(sql`source = ${filter.source}`)
  if (filter.tag)
    parts.push(sql`(scene_tags @> array[${filter.tag}] or product_tags @> array[${filter.tag}])`)
  if (filter.q)
    parts.push(sql`(position(lower(${filter.q}) in lower(title)) > 0
      or position(lower(${filter.q}) in lower(body)) > 0)`)
  return sql.join(parts, sql` and `)
}

export async function tagsInUse(ctx: Ctx) {
  const { rows } = await sql<{ tag: string; kind: 'scene' | 'product'; items: number }>`
    select tag, kind, count(*)::int as items from (
      select unnest(scene_tags) as tag, 'scene' as kind from content.item
        where workspace_id = ${ctx.workspaceId} and status <> 'archived'
      union all
      select unnest(product_tags), 'product' from content.item
        where workspace_id = ${ctx.workspaceId} and status <> 'archived') t
    group by tag, kind order by items desc, tag`.execute(ctx.db)
  return rows
}

/** Tags of the items named, for interest. */
export async function tagsOfItems(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; tags: string[] }>`
    select id, array(select distinct unnest(scene_tags || product_tags)) as tags
    from content.item
    where workspace_id = ${ctx.workspaceId} and id = any(${ids}::uuid[])`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row.tags]))
}
