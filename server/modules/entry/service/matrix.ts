import { refusals } from '#kernel/refusal.ts'
import { offsetOf, pageFrom } from '#kernel/page.ts'
import { createLink, findContent, linkUrl } from '#modules/content/service.ts'
import { destinationOf } from '#modules/content/model/render.ts'
import { audit } from '#platform/audit.ts'
import { violates } from '#platform/db/db.ts'
import type { Ctx } from '#platform/ctx.ts'
import { ENTRY_REFUSALS } from '../contract/refusals.ts'
import type { AccountView, PostView } from '../contract/views.ts'
import { PLATFORMS, PLATFORM_IDS } from '../model/platforms.ts'
import type { Platform } from '../model/platforms.ts'
import * as store from '../store/matrix.ts'
import type { AccountFilter, AccountRow, PostFilter, PostRow } from '../store/matrix.ts'
import { codeOrRefuse, codePageUrl } from './codes.ts'

const refuse = refusals(ENTRY_REFUSALS)

export async function listPlatforms(ctx: Ctx) {
  return { items: PLATFORM_IDS.map((id) => ({ id, name: PLATFORMS[id][ctx.locale] })) }
}

export async function createAccount(
  ctx: Ctx,
  input: {
    platform: Platform
    name: string
    handle?: string | undefined
    url?: string | undefined
  },
): Promise<AccountView> {
  try {
    return await ctx.transact(async (tx) => {
      const account = await store.insertAccount(tx, input)
      const subject = { subjectKind: 'account', subjectId: account.id }
      await audit(tx, { action: 'entry.account_created', ...subject })
      return accountView(tx, account)
    })
  } catch (error) {
    if (violates(error, 'account_name')) return refuse.name_taken({ name: input.name })
    throw error
  }
}

type Paged<T> = T & { cursor?: string | undefined; limit: number }

export async function listAccounts(ctx: Ctx, input: Paged<AccountFilter>) {
  const offset = offsetOf(input.cursor)
  const rows = await store.listAccounts(ctx, input, input.limit + 1, offset)
  const { items, next } = pageFrom(rows, input.limit, offset)
  return { items: items.map((row) => accountView(ctx, row)), next, total: rows[0]?.total ?? 0 }
}

export interface NewPost {
  accountId: string
  title: string
  contentId?: string | undefined
  codeId?: string | undefined
  targetUrl?: string | undefined
  url?: string | undefined
  postedAt?: string | undefined
  costFen?: number | undefined
  impressions?: number | undefined
  reads?: number | undefined
}

/** Where it leads: the target said outright, else the code's page, else the content's own. */
export async function createPost(ctx: Ctx, input: NewPost): Promise<PostView> {
  const { accountId, contentId, codeId } = input
  const account =
    (await store.findAccount(ctx, accountId)) ?? refuse.no_such_account({ id: accountId })
  const code = codeId === undefined ? undefined : await codeOrRefuse(ctx, codeId)
  const targetUrl =
    input.targetUrl ??
    (code ? codePageUrl(ctx, code.number) : await contentTarget(ctx, contentId)) ??
    refuse.needs_target()
  const id = ctx.newId()
  return ctx.transact(async (tx) => {
    const { code: linkCode } = await createLink(tx, {
      targetUrl,
      key: `post:${id}`,
      properties: {
        post_id: id,
        account_id: account.id,
        platform: account.platform,
        ...(contentId === undefined ? {} : { content_id: contentId }),
        ...(codeId === undefined ? {} : { code_id: codeId }),
      },
    })
    await store.insertPost(tx, {
      ...{ id, accountId, title: input.title, contentId, codeId, url: input.url, linkCode },
      ...{ targetUrl, costFen: input.costFen ?? 0 },
      ...{ impressions: input.impressions, reads: input.reads },
      postedAt: input.postedAt === undefined ? tx.now : new Date(input.postedAt),
    })
    await audit(tx, { action: 'entry.post_created', subjectKind: 'post', subjectId: id })
    return getPost(tx, { id })
  })
}

async function contentTarget(ctx: Ctx, contentId: string | undefined): Promise<string | undefined> {
  if (contentId === undefined) return undefined
  const item = (await findContent(ctx, contentId)) ?? refuse.no_such_content({ id: contentId })
  return destinationOf(item, ctx.publicUrl)
}

export async function getPost(ctx: Ctx, { id }: { id: string }): Promise<PostView> {
  return postView(ctx, (await store.findPost(ctx, id)) ?? refuse.no_such_post({ id }))
}

export async function listPosts(ctx: Ctx, input: Paged<PostFilter>) {
  const offset = offsetOf(input.cursor)
  const rows = await store.listPosts(ctx, input, input.limit + 1, offset)
  const { items, next } = pageFrom(rows, input.limit, offset)
  return { items: items.map((row) => postView(ctx, row)), next, total: rows[0]?.total ?? 0 }
}

export async function setPostFigures(ctx: Ctx, input: store.PostFigures): Promise<PostView> {
  const known = await store.setFigures(ctx, [input])
  if (!known.has(input.id)) refuse.no_such_post({ id: input.id })
  return getPost(ctx, input)
}

const accountView = (ctx: Ctx, row: AccountRow): AccountView => ({
  id: row.id,
  platform: row.platform,
  platformName: PLATFORMS[row.platform][ctx.locale],
  name: row.name,
  handle: row.handle,
  url: row.url,
  posts: row.posts,
  createdAt: row.created_at.toISOString(),
})

const postView = (ctx: Ctx, row: PostRow): PostView => ({
  id: row.id,
  accountId: row.account_id,
  accountName: row.account_name,
  platform: row.platform,
  platformName: PLATFORMS[row.platform][ctx.locale],
  title: row.title,
  contentId: row.content_id,
  codeId: row.code_id,
  url: row.url,
  trackedUrl: linkUrl(ctx, row.link_code),
  targetUrl: row.target_url,
  costFen: Number(row.cost_fen),
  impressions: row.impressions === null ? null : Number(row.impressions),
  reads: row.reads === null ? null : Number(row.reads),
  postedAt: row.posted_at.toISOString(),
})
