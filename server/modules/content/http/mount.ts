import type { Hono } from 'hono'
import { localeOf } from '#kernel/locale.ts'
import type { Locale } from '#kernel/locale.ts'
import type { Runtime } from '#platform/runtime.ts'
import { openLink, recordClick } from '../service/clicks.ts'
import { articleFor, buttonUrl, pageWriteKey } from '../service/page.ts'
import { workspaceOfItem } from '../store/items.ts'
import { articlePage } from './article.ts'
import { browserId, channelOf, withBrowser } from '#platform/http/browser.ts'
import { lostPage } from '../model/page-shell.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Consumers here read Chinese unless their browser says otherwise. */
const consumerLocale = (header: string | undefined): Locale =>
  header === undefined ? 'zh-CN' : localeOf(header)

/** `/l/:code` and `/p/c/:contentId`: what people outside open. */
export function mountContent(app: Hono, rt: Runtime): void {
  app.get('/l/:code', async (c) => {
    const now = rt.clock.now()
    const link = await openLink(rt.database.db, c.req.param('code'), now)
    if (!link) return c.html(lostPage(consumerLocale(c.req.header('accept-language'))), 404)
    c.header('cache-control', 'no-store')
    // Chat programs look ahead with HEAD; nobody has clicked yet.
    if (c.req.method === 'HEAD') return c.redirect(link.target_url, 302)
    const id = browserId(c, rt.publicUrl, rt.randomBytes)
    try {
      const channel = channelOf(c.req.header('user-agent'))
      await recordClick(rt.ctx(link.workspace_id, { now }), link, { anonymousId: id, channel })
    } catch (error) {
      // Swallowed because the person wants the page, whatever our bookkeeping can do just now.
      rt.log.error({ err: error, code: link.code }, 'a click could not be recorded')
    }
    return c.redirect(withBrowser(link.target_url, rt.publicUrl, id), 302)
  })

  app.get('/p/c/:contentId', async (c) => {
    const locale = consumerLocale(c.req.header('accept-language'))
    const id = c.req.param('contentId')
    const workspaceId = UUID.test(id) ? await workspaceOfItem(rt.database.db, id) : undefined
    const ctx = workspaceId === undefined ? undefined : rt.ctx(workspaceId)
    const item = ctx && (await articleFor(ctx, id))
    if (!ctx || !item) return c.html(lostPage(locale), 404)
    c.header('cache-control', 'no-store')
    return c.html(
      articlePage(item, await buttonUrl(ctx, item), locale, {
        writeKey: await pageWriteKey(ctx),
        anonymousId: browserId(c, rt.publicUrl, rt.randomBytes),
        event: 'content_viewed',
        properties: { content_id: item.id },
        viewId: ctx.newId(),
      }),
    )
  })
}
