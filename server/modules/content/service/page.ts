import { createWriteKey } from '#modules/collect/service.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Item } from '../model/item.ts'
import { findItem } from '../store/items.ts'
import { findPageKey, keepPageKey } from '../store/page-source.ts'
import { createLink } from './links.ts'

/** Published articles are pages; anything else has none. */
export async function articleFor(ctx: Ctx, id: string): Promise<Item | undefined> {
  const item = await findItem(ctx, id)
  return item?.kind === 'article' && item.status === 'published' ? item : undefined
}

/** The key under which this workspace's own pages report; made at the first page shown. */
export async function pageWriteKey(ctx: Ctx): Promise<string> {
  const known = await findPageKey(ctx)
  if (known !== undefined) return known
  return ctx.transact(async (tx) => {
    const { key } = await createWriteKey(tx, { name: 'pages' })
    await keepPageKey(tx, key)
    return (await findPageKey(tx)) ?? key
  })
}

/** The button under an article: tracked, one per item and target. */
export async function buttonUrl(ctx: Ctx, item: Item): Promise<string | undefined> {
  const { targetUrl } = item
  if (targetUrl === undefined) return undefined
  const { url } = await ctx.transact((tx) =>
    createLink(tx, {
      targetUrl,
      properties: { content_id: item.id, carrier: 'h5' },
      key: `button:${item.id}:${tx.secrets.blind('content.button', targetUrl).slice(0, 16)}`,
    }),
  )
  return url
}
