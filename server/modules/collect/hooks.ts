import type { Context, Hono } from 'hono'
import { localeOf } from '#kernel/locale.ts'
import type { Runtime } from '#platform/runtime.ts'
import { tooLarge } from './accept.ts'
import type { Collector } from './accept.ts'
import { MAX_EVENTS, wrapped } from './dialects/wrap.ts'
import { isSigned } from './model/hook-signature.ts'
import { caseOf } from './model/mapping/read.ts'
import { eachAt } from './model/mapping/path.ts'
import { reasonIn } from './model/reasons.ts'
import { hookOfToken, keepSample, noteHook } from './store/hooks.ts'
import type { HookRow } from './store/hooks.ts'
import { bytesOf } from './wire/bytes.ts'
import { readPayload } from './wire/payload.ts'
import { refuse } from './wire/refusals.ts'
import { hashOfKey } from './wire/write-key.ts'

/** A payload beyond this is no sample to map by. */
const SAMPLE_CHARS = 64_000

export const HOOK_PATH = '/v1/hooks/:token'

/** Addresses of webhooks: signed by their sender, read by the mapping an operator made. */
export function hookRoutes(
  app: Hono,
  rt: Runtime,
  collector: Collector,
  whyNot: (c: Context, error: unknown) => Response,
): void {
  app.post(HOOK_PATH, async (c) => {
    try {
      return await take(c, rt, collector)
    } catch (error) {
      return whyNot(c, error)
    }
  })
  // Platforms verify an address by what it says back; who knows the address may have it echoed.
  app.get(HOOK_PATH, async (c) => {
    const hook = await hookOf(c, rt)
    const { echostr, challenge } = c.req.query()
    return hook ? c.text((echostr ?? challenge ?? 'ok').slice(0, 500)) : c.notFound()
  })
}

const hookOf = (c: Context, rt: Runtime): Promise<HookRow | undefined> =>
  hookOfToken(rt.database.db, hashOfKey(c.req.param('token') ?? ''))

async function take(c: Context, rt: Runtime, collector: Collector): Promise<Response> {
  const hook = (await hookOf(c, rt)) ?? refuse.unknown_hook()
  const bytes = await bytesOf(c)
  const { db } = rt.database
  const ctx = rt.ctx(hook.workspace_id)
  const signed = {
    secret: ctx.secrets.open(hook.secret_sealed),
    header: (name: string) => c.req.header(name),
    // A sender signs its own clock, which is the machine's in a demo too.
    ...{ bytes, now: rt.system.wallNow() },
  }
  if (!isSigned(hook.scheme, signed)) {
    rt.metrics.hooksUnsigned.inc()
    await noteHook(db, hook, 'last_bad_signature_at', rt.clock.now())
    return refuse.bad_signature()
  }
  const body = await readPayload(bytes)
  if (body.kind === 'too_large') return tooLarge()
  const locale = localeOf(c.req.header('accept-language'))
  if (body.kind === 'unreadable')
    return refuse.bad_body({}, [{ field: '', reason: reasonIn(body.reason, locale) }])
  const challenge = challengeIn(body.value)
  if (challenge !== undefined) return c.json({ challenge })
  if (body.text.length <= SAMPLE_CHARS)
    await keepSample(db, hook, { at: rt.clock.now(), sealed: ctx.secrets.seal(body.text) })
  const { mapping, id } = hook
  const all = eachAt(body.value, mapping.events)
  const wanted = all.filter((payload) => {
    const found = caseOf(mapping, payload)
    return !found || found.as !== undefined
  })
  if (wanted.length < all.length) {
    rt.metrics.hooksIgnored.inc(all.length - wanted.length)
    await noteHook(db, hook, 'last_ignored_at', rt.clock.now())
  }
  if (wanted.length > MAX_EVENTS) return tooLarge()
  if (wanted.length === 0) return answerOf(c, hook, { accepted: 0, refused: [] })
  const kept = wrapped(wanted, { hook: id }, mapping)
  if (kept.kind !== 'batch') return tooLarge()
  const { accepted, refused } = await collector.acceptFrom(
    { keyId: hook.key_id, name: hook.name, workspaceId: hook.workspace_id },
    { dialect: 'webhook', history: false, text: kept.text, value: kept.value },
  )
  const inWords = refused.map((it) => ({ ...it, reason: reasonIn(it.reason, locale) }))
  return answerOf(c, hook, { accepted, refused: inWords })
}

/** A sender that asks whether the address is ours wants its own word back. */
function challengeIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { challenge, ...rest } = value as Record<string, unknown>
  const isAll = Object.keys(rest).every((name) => ['token', 'type'].includes(name))
  return typeof challenge === 'string' && isAll ? challenge.slice(0, 500) : undefined
}

/** Some senders send again for ever unless they hear their own word for yes. */
function answerOf(c: Context, { answer }: HookRow, told: object): Response {
  if (answer === '') return c.json({ success: true, ...told })
  const isJson = /^\s*[[{]/.test(answer)
  return c.body(answer, 200, {
    'content-type': isJson ? 'application/json' : 'text/plain; charset=utf-8',
  })
}
