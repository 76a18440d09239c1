import type { Hono } from 'hono'
import { localeOf } from '#kernel/locale.ts'
import type { Locale } from '#kernel/locale.ts'
import { Refusal, fill } from '#kernel/refusal.ts'
import { escapeHtml } from '#modules/content/model/sanitise.ts'
import { lostPage, shell } from '#modules/content/model/page-shell.ts'
import { profilesOf } from '#modules/profile/service.ts'
import { browserId } from '#platform/http/browser.ts'
import type { Runtime } from '#platform/runtime.ts'
import { openAt } from '../model/game.ts'
import { mustFindGame } from '../service/games.ts'
import { accept } from '../service/invitations.ts'
import { countOpen, invitationByCode } from '../store/invitations.ts'

const TEXT = {
  'zh-CN': {
    invites: '{name}邀请你',
    somebody: '你的朋友',
    accept: '接受邀请',
    rules: '活动规则',
    privacy: '接受后,我们会记录是谁邀请了你,仅用于发放优惠券。',
    thanks: '已接受邀请',
    next: '完成首单支付后,你和朋友各得一张优惠券。',
    shop: '去看看',
    closed: '活动当前未开放',
    closedText: '活动尚未开始、已暂停或已经结束。',
  },
  'zh-TW': {
    invites: '{name}邀請你',
    somebody: '你的朋友',
    accept: '接受邀請',
    rules: '活動規則',
    privacy: '接受後，我們會記錄是誰邀請了你，僅用於發放優惠券。',
    thanks: '已接受邀請',
    next: '完成首單付款後，你和朋友各得一張優惠券。',
    shop: '去看看',
    closed: '活動目前未開放',
    closedText: '活動尚未開始、已暫停或已經結束。',
  },
  en: {
    invites: '{name} invites you',
    somebody: 'A friend',
    accept: 'Accept',
    rules: 'Rules',
    privacy: 'If you accept, we remember who invited you, for the coupons and nothing else.',
    thanks: 'You have accepted',
    next: 'Once your first order is paid, you and your friend get a coupon each.',
    shop: 'Have a look',
    closed: 'Not open now',
    closedText: 'It has not begun, is paused, or is over.',
  },
} as const

const consumerLocale = (header: string | undefined): Locale =>
  header === undefined ? 'zh-CN' : localeOf(header)

/** `/i/:code`: what a friend sees. The rules are on the page in type as large as the rest. */
export function mountInvitations(app: Hono, rt: Runtime): void {
  app.get('/i/:code', async (c) => {
    const locale = consumerLocale(c.req.header('accept-language'))
    const invitation = await invitationByCode(rt.database.db, c.req.param('code'))
    if (!invitation) return c.html(lostPage(locale), 404)
    const ctx = rt.ctx(invitation.workspace_id)
    const game = await mustFindGame(ctx, invitation.game_id)
    c.header('cache-control', 'no-store')
    browserId(c, rt.publicUrl, rt.randomBytes)
    if (openAt(game.state, game.rules, ctx.now).kind === 'closed')
      return c.html(plain(locale, TEXT[locale].closed, TEXT[locale].closedText), 410)
    await countOpen(ctx.db, ctx.workspaceId, invitation.invitation_id)
    const inviter = (await profilesOf(ctx, [invitation.inviter_person])).get(
      invitation.inviter_person,
    )
    const nickname = inviter?.attributes.nickname
    const name = typeof nickname === 'string' ? nickname : TEXT[locale].somebody
    return c.html(page(locale, invitation.code, name, game.name, game.rules.readableRules))
  })

  app.post('/i/:code/accept', async (c) => {
    const locale = consumerLocale(c.req.header('accept-language'))
    const invitation = await invitationByCode(rt.database.db, c.req.param('code'))
    if (!invitation) return c.html(lostPage(locale), 404)
    const anonymousId = browserId(c, rt.publicUrl, rt.randomBytes)
    const ctx = rt.ctx(invitation.workspace_id, { locale })
    const identifiers = [{ kind: 'anonymous_id' as const, scope: '', value: anonymousId }]
    try {
      await accept(ctx, { code: invitation.code, identifiers })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return c.html(plain(locale, fill(error.def[locale], error.detail), ''), 409)
    }
    return c.html(plain(locale, TEXT[locale].thanks, TEXT[locale].next))
  })
}

const page = (locale: Locale, code: string, name: string, title: string, rules: string) => {
  const text = TEXT[locale]
  return shell({
    locale,
    title,
    main: `<p class="muted">${escapeHtml(fill(text.invites, { name }))}</p><h1>${escapeHtml(title)}</h1>
<form method="post" action="/i/${encodeURIComponent(code)}/accept"><button class="go" style="width:100%;border:0;font:inherit;font-weight:600">${text.accept}</button></form>
<h2>${text.rules}</h2>${rules
      .split(/\n+/)
      .map((line) => `<p>${escapeHtml(line)}</p>`)
      .join('')}<p class="muted">${text.privacy}</p>`,
  })
}

const plain = (locale: Locale, title: string, textLine: string) =>
  shell({
    locale,
    title,
    main: `<div class="center"><h1>${escapeHtml(title)}</h1><p class="muted">${escapeHtml(textLine)}</p></div>`,
  })
