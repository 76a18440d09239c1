import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { must } from '#kernel/assert.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Platform } from '../model/platforms.ts'

export interface AccountRow {
  id: string
  platform: Platform
  name: string
  handle: string | null
  url: string | null
  posts: number
  created_at: Date
}

export async function insertAccount(
  ctx: Ctx,
  a: { platform: Platform; name: string; handle?: string | undefined; url?: string | undefined },
): Promise<AccountRow> {
  const { rows } = await sql<AccountRow>`
    insert into entry.account (workspace_id, id, platform, name, handle, url, created_at)
    values (${ctx.workspaceId}, ${ctx.newId()}, ${a.platform}, ${a.name}, ${a.handle ?? null},
      ${a.url ?? null}, ${ctx.now})
    returning *, 0 as posts`.execute(ctx.db)
  return must(rows[0], 'the account just made')
}

export async function findAccount(ctx: Ctx, id: string): Promise<AccountRow | undefined> {
  const { rows } = await sql<AccountRow>`
    select a.*, 0 as posts from entry.account a
    where a.workspace_id = ${ctx.workspaceId} and a.id = ${id}`.execute(ctx.db)
  return rows[0]
}

export interface AccountFilter {
  platform?: string | undefined
  q?: string | undefined
}

export async function listAccounts(ctx: Ctx, f: AccountFilter, limit: number, offset: number) {
  const { rows } = await sql<AccountRow & { total: number }>`
    select a.*, count(*) over ()::int as total,
      (select count(*)::int from entry.post p
        where p.workspace_id = a.workspace_id and p.account_id = a.id) as posts
    from entry.account a where a.workspace_id = ${ctx.workspaceId}
      and (${f.platform ?? null}::text is null or a.platform = ${f.platform ?? null})
      and (${f.q ?? null}::text is null or position(lower(${f.q ?? ''}) in lower(a.name)) > 0)
    order by a.platform, a.created_at, a.id limit ${limit} offset ${offset}`.execute(ctx.db)
  return rows
}

export interface PostRow {
  id: string
  account_id: string
  account_name: string
  platform: Platform
  title: string
  content_id: string | null
  code_id: string | null
  url: string | null
  link_code: string
  target_url: string
  cost_fen: string
  impressions: string | null
  reads: string | null
  posted_at: Date
}

export interface NewPost {
  id: string
  accountId: string
  title: string
  contentId: string | undefined
  codeId: string | undefined
  url: string | undefined
  linkCode: string
  targetUrl: string
  costFen: number
  impressions: number | undefined
  reads: number | undefined
  postedAt: Date
}

export async function insertPost(ctx: Ctx, p: NewPost): Promise<void> {
  await sql`
    insert into entry.post (workspace_id, id, account_id, title, content_id, code_id, url,
      link_code, target_url, cost_fen, impressions, reads, posted_at, created_at, updated_at)
    values (${ctx.workspaceId}, ${p.id}, ${p.accountId}, ${p.title}, ${p.contentId ?? null},
      ${p.codeId ?? null}, ${p.url ?? null}, ${p.linkCode}, ${p.targetUrl}, ${p.costFen},
      ${p.impressions ?? null}, ${p.reads ?? null}, ${p.postedAt}, ${ctx.now},
      ${ctx.now})`.execute(ctx.db)
}

const POST = sql`p.*, a.name as account_name, a.platform from entry.post p
  join entry.account a on a.workspace_id = p.workspace_id and a.id = p.account_id`

export async function findPost(ctx: Ctx, id: string): Promise<PostRow | undefined> {
  const { rows } = await sql<PostRow>`
    select ${POST} where p.workspace_id = ${ctx.workspaceId} and p.id = ${id}`.execute(ctx.db)
  return rows[0]
}

export interface PostFilter {
  accountId?: string | undefined
  platform?: string | undefined
  contentId?: string | undefined
  q?: string | undefined
}

export async function listPosts(ctx: Ctx, f: PostFilter, limit: number, offset: number) {
  const parts: RawBuilder<unknown>[] = [sql`p.workspace_id = ${ctx.workspaceId}`]
  if (f.accountId) parts.push(sql`p.account_id = ${f.accountId}`)
  if (f.platform) parts.push(sql`a.platform = ${f.platform}`)
  if (f.contentId) parts.push(sql`p.content_id = ${f.contentId}`)
  if (f.q) parts.push(sql`position(lower(${f.q}) in lower(p.title)) > 0`)
  const { rows } = await sql<PostRow & { total: number }>`
    select count(*) over ()::int as total, ${POST} where ${sql.join(parts, sql` and `)}
    order by p.posted_at desc, p.id limit ${limit} offset ${offset}`.execute(ctx.db)
  return rows
}

export interface PostFigures {
  id: string
  costFen?: number | undefined
  impressions?: number | undefined
  reads?: number | undefined
}

/** Answers the ids that exist. */
export async function setFigures(ctx: Ctx, figures: readonly PostFigures[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    update entry.post p set cost_fen = coalesce(x."costFen", p.cost_fen),
      impressions = coalesce(x.impressions, p.impressions), reads = coalesce(x.reads, p.reads),
      updated_at = ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(figures)}::jsonb)
      as x(id uuid, "costFen" bigint, impressions bigint, reads bigint)
    where p.workspace_id = ${ctx.workspaceId} and p.id = x.id returning p.id`.execute(ctx.db)
  return new Set(rows.map((row) => row.id))
}

export interface CostRow {
  post_id: string
  account_id: string
  platform: Platform
  title: string
  account_name: string
  cost_fen: string
  posted_at: Date
}

export async function allCosts(ctx: Ctx): Promise<CostRow[]> {
  const { rows } = await sql<CostRow>`
    select p.id as post_id, p.account_id, a.platform, p.title, a.name as account_name, p.cost_fen,
      p.posted_at
    from entry.post p
    join entry.account a on a.workspace_id = p.workspace_id and a.id = p.account_id
    where p.workspace_id = ${ctx.workspaceId}`.execute(ctx.db)
  return rows
}
