import type { Context, Hono } from 'hono'
import type { Runtime } from '#platform/runtime.ts'
import { openCallback, openEcho } from '#wechat/callback/open.ts'
import type { Opened } from '#wechat/callback/open.ts'
import { wecomEvent } from '#wechat/wecom/events.ts'
import type { WecomEvent } from '#wechat/wecom/events.ts'
import { FRESH_SECONDS } from '../model/callback.ts'
import type { Accept, Genuine } from '../service/accept.ts'
import { wecomCallback } from '../service/connections.ts'
import { smallBody } from './body.ts'
import { nowhere, turnedAway } from './turned-away.ts'

const PATH = '/callbacks/wecom/:connectionId'

/** WeCom's callback URL (企业微信 90930): verified once, then told of every change. */
export function mountWecom(app: Hono, rt: Runtime, accept: Accept): void {
  app.get(PATH, async (c) => {
    const at = await wecomCallback(rt, c.req.param('connectionId'))
    if (!at) return nowhere(c)
    const echo = openEcho(at.seal, signed(c), c.req.query('echostr') ?? '')
    if (echo.kind === 'turned_away') return turnedAway(c, rt, at.connectionId, echo.because)
    return c.text(echo.text)
  })
  app.post(PATH, async (c) => {
    const at = await wecomCallback(rt, c.req.param('connectionId'))
    if (!at) return nowhere(c)
    const body = await smallBody(c)
    if (body === undefined) return c.text('too large', 413)
    const ctx = rt.ctx(at.workspaceId)
    const fresh = { now: ctx.now, maxAgeSeconds: FRESH_SECONDS }
    const opened = openCallback(at.seal, signed(c), body, fresh)
    if (opened.kind === 'turned_away') return turnedAway(c, rt, at.connectionId, opened.because)
    await accept(ctx, genuine(at.connectionId, opened, wecomEvent(opened.fields), ctx.now))
    return c.body(null, 200)
  })
}

const signed = (c: Context) => ({
  signature: c.req.query('msg_signature') ?? '',
  timestamp: c.req.query('timestamp') ?? '',
  nonce: c.req.query('nonce') ?? '',
})

function genuine(connectionId: string, opened: Opened, event: WecomEvent, now: Date): Genuine {
  const about = 'externalUserId' in event ? event : undefined
  const chatId = 'chatId' in event ? event.chatId : undefined
  const code = event.kind === 'contact_added' ? event.welcomeCode : undefined
  return {
    connectionId,
    platform: 'wecom',
    xml: opened.xml,
    dedupe: opened.dedupeKey,
    kind: event.kind,
    happenedAt: Number.isNaN(event.at.getTime()) ? now : event.at,
    subject: about?.externalUserId ?? chatId,
    staffUserid: about?.userId,
    newcomer:
      event.kind === 'contact_added' && code !== undefined
        ? { corpId: event.corpId, state: event.state, welcomeCode: code }
        : undefined,
  }
}
