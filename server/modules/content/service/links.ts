import { must } from '#kernel/assert.ts'
import { offsetOf, pageFrom } from '#kernel/page.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import * as store from '../store/links.ts'
import type { NewLink } from '../store/links.ts'
import type { LinkProperties, LinkRow } from '../tables.ts'

export const linkUrl = (ctx: Pick<Ctx, 'publicUrl'>, code: string): string =>
  `${ctx.publicUrl}/l/${code}`

/**
 * A tracked short link. Its target is fixed here; `properties` ride on every `link_clicked` (the
 * touch dimensions of attribution). The same `key` answers the same link, whoever retries.
 */
export async function createLink(tx: TxCtx, link: NewLink): Promise<{ code: string; url: string }> {
  return must((await createLinks(tx, [link]))[0], 'the link asked for')
}

/** Many at once, in the order asked, in one statement. */
export async function createLinks(
  tx: TxCtx,
  links: readonly NewLink[],
): Promise<{ code: string; url: string }[]> {
  if (links.length === 0) return []
  const codes = await store.insertLinks(tx, links)
  return codes.map((code) => ({ code, url: linkUrl(tx, code) }))
}

export function makeLink(
  ctx: Ctx,
  input: {
    targetUrl: string
    properties: LinkProperties
    personId?: string | undefined
    expiresAt?: string | undefined
  },
) {
  return ctx.transact(async (tx) => {
    const { code } = await createLink(tx, {
      ...input,
      expiresAt: input.expiresAt === undefined ? undefined : new Date(input.expiresAt),
    })
    const [row] = await store.linksByCode(tx, [code])
    return viewOf(tx, must(row, 'the link just made'))
  })
}

export async function listLinks(
  ctx: Ctx,
  input: { contentId?: string | undefined; cursor?: string | undefined; limit: number },
) {
  const offset = offsetOf(input.cursor)
  const rows = await store.listLinks(ctx, input.contentId, input.limit + 1, offset)
  const page = pageFrom(rows, input.limit, offset)
  return { ...page, items: page.items.map((row) => viewOf(ctx, row)) }
}

const viewOf = (ctx: Ctx, row: LinkRow) => ({
  code: row.code,
  url: linkUrl(ctx, row.code),
  targetUrl: row.target_url,
  properties: { ...row.properties },
  personId: row.person_id,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
})
