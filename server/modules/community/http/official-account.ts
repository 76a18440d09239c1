import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import type { Runtime } from '#platform/runtime.ts'
import { openCallback, openEcho, plainEchoIsGenuine } from '#wechat/callback/open.ts'
import type { Because, Opened, Turned } from '#wechat/callback/open.ts'
import { parseXml } from '#wechat/callback/xml.ts'
import { officialAccountEvent } from '#wechat/official-account/events.ts'
import { FRESH_SECONDS } from '../model/callback.ts'
import type { Accept } from '../service/accept.ts'
import { officialAccountCallback } from '../service/connections.ts'
import type { OfficialAccountCallback } from '../service/connections.ts'
import { smallBody } from './body.ts'
import { nowhere, turnedAway } from './turned-away.ts'

const PATH = '/callbacks/official-account/:connectionId'

/** 公众号's server address: its echo comes in plain, its messages sealed where a key was agreed. */
export function mountOfficialAccount(app: Hono, rt: Runtime, accept: Accept): void {
  app.get(PATH, async (c) => {
    const at = await officialAccountCallback(rt, c.req.param('connectionId'))
    if (!at) return nowhere(c)
    const echo = c.req.query('echostr') ?? ''
    if (plainEchoIsGenuine(at.token, stamp(c, 'signature'))) return c.text(echo)
    const opened = at.seal ? openEcho(at.seal, stamp(c, 'msg_signature'), echo) : BAD
    if (opened.kind === 'turned_away') return turnedAway(c, rt, at.connectionId, opened.because)
    return c.text(opened.text)
  })
  app.post(PATH, async (c) => {
    const at = await officialAccountCallback(rt, c.req.param('connectionId'))
    if (!at) return nowhere(c)
    const body = await smallBody(c)
    if (body === undefined) return c.text('too large', 413)
    const ctx = rt.ctx(at.workspaceId)
    const opened = open(at, c, body, ctx.now)
    if (opened.kind === 'turned_away') return turnedAway(c, rt, at.connectionId, opened.because)
    const event = officialAccountEvent(opened.fields)
    await accept(ctx, {
      connectionId: at.connectionId,
      platform: 'official_account',
      xml: opened.xml,
      dedupe: opened.dedupeKey,
      kind: event.kind,
      happenedAt: Number.isNaN(event.at.getTime()) ? ctx.now : event.at,
      subject: event.openid || undefined,
      staffUserid: undefined,
    })
    return c.body(null, 200)
  })
}

const stamp = (c: Context, signature: 'signature' | 'msg_signature') => ({
  signature: c.req.query(signature) ?? '',
  timestamp: c.req.query('timestamp') ?? '',
  nonce: c.req.query('nonce') ?? '',
})

const turned = (because: Because): Turned => ({ kind: 'turned_away', because })
const BAD = turned('bad_signature')

/**
 * Where a key was agreed, only sealed messages count: the plain signature says nothing of the body,
 * so who saw one could send another under it.
 */
function open(at: OfficialAccountCallback, c: Context, body: string, now: Date): Opened | Turned {
  const fresh = { now, maxAgeSeconds: FRESH_SECONDS }
  if (at.seal) return openCallback(at.seal, stamp(c, 'msg_signature'), body, fresh)
  const query = stamp(c, 'signature')
  if (!plainEchoIsGenuine(at.token, query)) return BAD
  const age = Math.abs(now.getTime() / 1_000 - Number(query.timestamp))
  if (!(age <= FRESH_SECONDS)) return turned('stale')
  const fields = parseXml(body)
  if (!fields) return turned('unreadable')
  const dedupeKey = createHash('sha256').update(body).digest('hex')
  return { kind: 'opened', xml: body, fields, dedupeKey }
}
