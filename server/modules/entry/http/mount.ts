import type { Hono } from 'hono'
import QRCode from 'qrcode'
import { localeOf } from '#kernel/locale.ts'
import type { Locale } from '#kernel/locale.ts'
import { recordEvents } from '#modules/collect/service.ts'
import { lostPage } from '#modules/content/model/page-shell.ts'
import { pageWriteKey } from '#modules/content/service/page.ts'
import { browserId, channelOf } from '#platform/http/browser.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { codePageUrl } from '../service/codes.ts'
import { codeOfNumber } from '../store/codes.ts'
import type { CodeRow } from '../store/codes.ts'
import { codePage, printPage } from './pages.ts'

export const consumerLocale = (header: string | undefined): Locale =>
  header === undefined ? 'zh-CN' : localeOf(header)

/** `/q/:number`: the page that shows a staff code and counts who looked; `/q/:number/print`: to hang up. */
export function mountEntry(app: Hono, rt: Runtime): void {
  app.get('/q/:number', async (c) => {
    const locale = consumerLocale(c.req.header('accept-language'))
    const code = await codeOfNumber(rt.database.db, c.req.param('number'))
    if (code?.status !== 'live' || !code.qr_code_url) return c.html(lostPage(locale), 404)
    const ctx = rt.ctx(code.workspace_id)
    const anonymousId = browserId(c, rt.publicUrl, rt.randomBytes)
    c.header('cache-control', 'no-store')
    if (c.req.method !== 'HEAD')
      try {
        await recordScan(ctx, code, anonymousId, channelOf(c.req.header('user-agent')))
      } catch (error) {
        // Swallowed because the person wants the code, whatever our bookkeeping can do just now.
        rt.log.error({ err: error, code: code.number }, 'a scan could not be recorded')
      }
    return c.html(
      codePage(code.qr_code_url, locale, {
        writeKey: await pageWriteKey(ctx),
        anonymousId,
        event: 'page_viewed',
        properties: touchOf(code),
        viewId: ctx.newId(),
      }),
    )
  })

  app.get('/q/:number/print', async (c) => {
    const locale = consumerLocale(c.req.header('accept-language'))
    const code = await codeOfNumber(rt.database.db, c.req.param('number'))
    if (code?.status !== 'live') return c.html(lostPage(locale), 404)
    const svg = await QRCode.toString(codePageUrl(rt, code.number), { type: 'svg', margin: 1 })
    return c.html(printPage(code.name, svg, locale))
  })
}

const touchOf = (code: CodeRow) => ({
  code_id: code.id,
  ...(code.account_id === null ? {} : { account_id: code.account_id }),
  ...(code.post_id === null ? {} : { post_id: code.post_id }),
  ...(code.platform === null ? {} : { platform: code.platform }),
})

const recordScan = (ctx: Ctx, code: CodeRow, anonymousId: string, channel: string) =>
  ctx.transact((tx) =>
    recordEvents(
      tx,
      [
        {
          event: 'code_scanned',
          messageId: `scan:${code.number}:${tx.newId()}`,
          at: tx.now,
          identifiers: [{ kind: 'anonymous_id', scope: '', value: anonymousId }],
          properties: touchOf(code),
        },
      ],
      { source: 'code', channel },
    ),
  )
