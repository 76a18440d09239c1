import type { Context, Hono } from 'hono'
import QRCode from 'qrcode'
import { recordEvents } from '#modules/collect/service.ts'
import { lostPage } from '#modules/content/model/page-shell.ts'
import { pageWriteKey } from '#modules/content/service/page.ts'
import { browserId, channelOf } from '#platform/http/browser.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Runtime } from '#platform/runtime.ts'
import { openPlace } from '../model/group-code.ts'
import { groupPageUrl, pictureUrl } from '../service/group-code-views.ts'
import { findCode } from '../store/codes.ts'
import { groupCodeOfNumber } from '../store/group-codes.ts'
import type { GroupCodeRow } from '../store/group-codes.ts'
import { countShown, pictureOf, placeOf, placesOf } from '../store/group-places.ts'
import type { PlaceRow } from '../store/group-places.ts'
import { allFullPage, groupPage } from './group-pages.ts'
import { consumerLocale } from './mount.ts'
import { codePage, printPage } from './pages.ts'

/**
 * `/j/:number`: what is printed of a live group code. Shows the code of the first place with room,
 * else the fallback; `/print` is for paper; `/picture/:place` an uploaded code.
 */
export function mountGroupCodes(app: Hono, rt: Runtime): void {
  app.get('/j/:number', async (c) => {
    const locale = consumerLocale(c.req.header('accept-language'))
    const code = await groupCodeOfNumber(rt.database.db, c.req.param('number'))
    if (!code) return c.html(lostPage(locale), 404)
    c.header('cache-control', 'no-store')
    const ctx = rt.ctx(code.workspace_id)
    const to = await whereTo(ctx, code)
    const anonymousId = browserId(c, rt.publicUrl, rt.randomBytes)
    const properties = touchOf(code, to)
    if (c.req.method !== 'HEAD')
      await noted(rt, code, () => note(c, ctx, code, to, { anonymousId, properties }))
    if (to.kind === 'address') return c.redirect(to.url, 302)
    if (to.kind === 'nowhere') return c.html(allFullPage(locale))
    const beacon = {
      writeKey: await pageWriteKey(ctx),
      ...{ anonymousId, event: 'page_viewed', properties, viewId: ctx.newId() },
    }
    return c.html(
      to.kind === 'staff'
        ? codePage(to.pictureUrl, locale, beacon)
        : groupPage(code.name, to.pictureUrl, locale, beacon),
    )
  })

  app.get('/j/:number/print', async (c) => {
    const locale = consumerLocale(c.req.header('accept-language'))
    const code = await groupCodeOfNumber(rt.database.db, c.req.param('number'))
    if (code?.status !== 'live') return c.html(lostPage(locale), 404)
    const page = groupPageUrl(rt, code.number)
    if (code.kind === 'live') {
      const svg = await QRCode.toString(page, { type: 'svg', margin: 1 })
      return c.html(printPage(code.name, svg, locale))
    }
    const [place] = await placesOf({ db: rt.database.db, workspaceId: code.workspace_id }, [
      code.id,
    ])
    const picture = place && pictureUrl(page, place)
    if (!picture) return c.html(lostPage(locale), 404)
    return c.html(groupPage(code.name, picture, locale))
  })

  app.get('/j/:number/picture/:place', async (c) => {
    const { number, place } = c.req.param()
    if (!UUID.test(place)) return c.notFound()
    const found = await pictureOf(rt.database.db, number, place)
    if (!found) return c.notFound()
    // A picture is replaced when it has expired, so it is asked for again.
    c.header('cache-control', 'no-cache')
    c.header('x-content-type-options', 'nosniff')
    return c.body(new Uint8Array(found.picture), 200, { 'content-type': found.picture_type })
  })
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

type Where =
  | { kind: 'group'; place: PlaceRow; pictureUrl: string }
  | { kind: 'staff'; pictureUrl: string }
  | { kind: 'address'; url: string }
  | { kind: 'nowhere' }

async function whereTo(ctx: Ctx, code: GroupCodeRow): Promise<Where> {
  if (code.status === 'live') {
    const rows = await placesOf(ctx, [code.id])
    const open = openPlace(rows.map(placeOf), code.scan_limit, ctx.now)
    const place = rows.find(({ id }) => id === open?.id)
    const picture = place && pictureUrl(groupPageUrl(ctx, code.number), place)
    if (picture) return { kind: 'group', place, pictureUrl: picture }
  }
  const staff =
    code.fallback_code_id === null ? undefined : await findCode(ctx, code.fallback_code_id)
  if (staff?.status === 'live' && staff.qr_code_url)
    return { kind: 'staff', pictureUrl: staff.qr_code_url }
  return code.fallback_url === null
    ? { kind: 'nowhere' }
    : { kind: 'address', url: code.fallback_url }
}

/** `sent_on` says where, when no group had room. */
const touchOf = (code: GroupCodeRow, to: Where) => ({
  code_id: code.id,
  ...(code.account_id === null ? {} : { account_id: code.account_id }),
  ...(code.platform === null ? {} : { platform: code.platform }),
  ...(to.kind === 'group' ? { place_id: to.place.id } : { sent_on: to.kind }),
})

async function noted(rt: Runtime, code: GroupCodeRow, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    // Swallowed because the person wants the code, whatever our bookkeeping can do just now.
    rt.log.error({ err: error, code: code.number }, 'a scan could not be recorded')
  }
}

const note = (
  c: Context,
  ctx: Ctx,
  code: GroupCodeRow,
  to: Where,
  { anonymousId, properties }: { anonymousId: string; properties: Record<string, unknown> },
): Promise<void> =>
  ctx.transact(async (tx) => {
    if (to.kind === 'group' && to.place.kind === 'uploaded') await countShown(tx.db, to.place)
    await recordEvents(
      tx,
      [
        {
          event: 'code_scanned',
          messageId: `scan:${code.number}:${tx.newId()}`,
          at: tx.now,
          identifiers: [{ kind: 'anonymous_id', scope: '', value: anonymousId }],
          properties,
        },
      ],
      { source: 'code', channel: channelOf(c.req.header('user-agent')) },
    )
  })
