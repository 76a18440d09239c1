import type { Context, Hono } from 'hono'
import { localeOf } from '#kernel/locale.ts'
import { problemOfRefusal, problemResponse } from '#platform/http/problem.ts'
import type { Runtime } from '#platform/runtime.ts'
import { asRefusal, createCollector, tooLarge } from './accept.ts'
import type { Collector } from './accept.ts'
import { MAX_BODY_BYTES, readBody } from './wire/body.ts'
import { BATCH_CALLS, SINGLE_CALLS, wrapped } from './wire/calls.ts'
import { corsHeaders, preflight } from './wire/cors.ts'
import { refuse } from './wire/refusals.ts'
import { givenKey } from './wire/write-key.ts'

/** Senders try again after this many seconds. */
const RETRY_AFTER_SECONDS = '5'

/** The collector's routes: hot, so they are plain handlers and no part of the JSON contract. */
export function collectorRoutes(app: Hono, rt: Runtime): void {
  const collector = createCollector(rt)
  app.options('/v1/*', (c) => preflight(c.req.raw))
  for (const call of BATCH_CALLS) app.post(`/v1/${call}`, (c) => take(c, rt, collector, {}))
  for (const [path, call] of Object.entries(SINGLE_CALLS))
    app.post(`/v1/${path}`, (c) => take(c, rt, collector, { call }))
  app.post('/v1/import', (c) => take(c, rt, collector, { history: true }))
  // The browser SDK's own metrics: not ours to keep.
  app.post('/v1/m', (c) => c.json({ success: true, status: 1 }, 200, corsHeaders(c.req.raw)))
  app.get('/v1/projects/:key/settings', (c) => {
    const { host, protocol } = new URL(rt.publicUrl)
    const settings = {
      apiKey: c.req.param('key'),
      apiHost: `${host}/v1`,
      protocol: protocol.slice(0, -1),
    }
    return c.json({ integrations: { 'Segment.io': settings } }, 200, corsHeaders(c.req.raw))
  })
}

interface Route {
  call?: string
  history?: boolean
}

async function take(c: Context, rt: Runtime, collector: Collector, route: Route) {
  const cors = corsHeaders(c.req.raw)
  try {
    const { text, value } = await bodyOf(c)
    const batch = wrapped(route.call, text, value)
    if (batch.kind === 'too_many') return tooLarge()
    if (batch.kind === 'bad') return refuse.bad_body({}, [batch])
    const key = givenKey(c.req.header('authorization'), c.req.query('writeKey'), value)
    const accepted = await collector.accept({
      key,
      request: c.req.raw,
      history: route.history ?? false,
      text: batch.text,
      value: batch.value,
    })
    return c.json({ success: true, status: 1, ...accepted }, 200, cors)
  } catch (error) {
    const refusal = asRefusal(error)
    if (!refusal) throw error
    if (refusal !== error) rt.log.warn({ err: error }, 'the collector cannot reach its store')
    const locale = localeOf(c.req.header('accept-language'))
    const retry = refusal.def.status === 503 ? { 'retry-after': RETRY_AFTER_SECONDS } : {}
    return problemResponse(problemOfRefusal(refusal, locale), { ...cors, ...retry })
  }
}

async function bodyOf(c: Context): Promise<{ text: string; value: unknown }> {
  const body = await readBody(await bytesOf(c))
  if (body.kind === 'too_large') return tooLarge()
  if (body.kind === 'unreadable') return refuse.bad_body({}, [{ field: '', reason: body.reason }])
  return body
}

/** Never holds more than the limit, whether or not the sender says how much is coming. */
async function bytesOf(c: Context): Promise<Uint8Array> {
  const said = c.req.header('content-length')
  if (Number(said) > MAX_BODY_BYTES) return tooLarge()
  if (said !== undefined) return new Uint8Array(await c.req.arrayBuffer())
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    chunks.push(chunk)
    size += chunk.length
    if (size > MAX_BODY_BYTES) return tooLarge()
  }
  return Buffer.concat(chunks)
}
