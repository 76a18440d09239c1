import type { Context, Hono } from 'hono'
import { localeOf } from '#kernel/locale.ts'
import { problemOfRefusal, problemResponse } from '#platform/http/problem.ts'
import type { Runtime } from '#platform/runtime.ts'
import { asRefusal, createCollector, tooLarge } from './accept.ts'
import type { Collector } from './accept.ts'
import type { Asked, Endpoint, EventsEndpoint, Reply } from './dialects/dialect.ts'
import { DIALECTS, WIRE_DIALECTS } from './dialects/registry.ts'
import type { WireDialect } from './dialects/registry.ts'
import { hookRoutes } from './hooks.ts'
import { reasonIn } from './model/reasons.ts'
import { bytesOf } from './wire/bytes.ts'
import { readBody, readData } from './wire/body.ts'
import type { Body } from './wire/body.ts'
import { corsHeaders, preflight } from './wire/cors.ts'
import { refuse } from './wire/refusals.ts'
import { givenKey } from './wire/write-key.ts'

/** Senders try again after this many seconds. */
const RETRY_AFTER_SECONDS = '5'

interface Spoken {
  dialect: WireDialect
  endpoint: EventsEndpoint
}

/** The collector's routes: hot, so they are plain handlers and no part of the JSON contract. */
export function collectorRoutes(app: Hono, rt: Runtime): void {
  const collector = createCollector(rt)
  hookRoutes(app, rt, collector, (c, error) => whyNot(c, rt, error, false))
  const shared = new Map<string, Spoken[]>()
  for (const dialect of WIRE_DIALECTS)
    for (const endpoint of DIALECTS[dialect].endpoints)
      for (const [method, path] of placesOf(endpoint)) {
        if (method !== 'OPTIONS' && endpoint.kind === 'answer')
          app.on(method, path, (c) => reply(c, endpoint.answer(asked(c), rt.publicUrl)))
        if (method === 'OPTIONS') app.options(path, (c) => preflight(c.req.raw))
        else if (endpoint.kind === 'events') {
          const place = `${method} ${path}`
          const speakers = shared.get(place) ?? []
          speakers.push({ dialect, endpoint })
          if (speakers.length === 1)
            app.on(method, path, (c) => take(c, rt, collector, speakerOf(c, speakers)))
          shared.set(place, speakers)
        }
      }
}

function* placesOf({ methods, paths }: Endpoint): Generator<['GET' | 'POST' | 'OPTIONS', string]> {
  for (const path of paths) {
    yield ['OPTIONS', path]
    for (const method of methods) yield [method, path]
  }
}

/** Where two dialects share an address, the one that recognises its own, else the last. */
function speakerOf(c: Context, speakers: readonly Spoken[]): Spoken {
  const rest = speakers.at(-1) as Spoken
  if (speakers.length === 1) return rest
  const it = asked(c)
  return speakers.find(({ endpoint }) => endpoint.speaks?.(it)) ?? rest
}

const asked = (c: Context): Asked => ({
  query: (name) => c.req.query(name),
  queries: () => c.req.query(),
  header: (name) => c.req.header(name),
  param: (name) => c.req.param(name),
  method: c.req.method,
})

function reply(c: Context, { body, type, status = 200, headers }: Reply): Response {
  const cors = corsHeaders(c.req.raw)
  if (type === undefined) return Response.json(body, { status, headers: { ...cors, ...headers } })
  return new Response(body as string | Uint8Array<ArrayBuffer>, {
    status,
    headers: { 'content-type': type, ...cors, ...headers },
  })
}

async function take(c: Context, rt: Runtime, collector: Collector, { dialect, endpoint }: Spoken) {
  const poisonous = DIALECTS[dialect].poisonous ?? false
  const locale = localeOf(c.req.header('accept-language'))
  const inWords = <It extends { reason: string }>(it: It): It => ({
    ...it,
    reason: reasonIn(it.reason, locale),
  })
  try {
    const body = await bodyOf(c)
    if (body.kind === 'too_large') return tooLarge()
    if (body.kind === 'unreadable' && !poisonous)
      return refuse.bad_body({}, [inWords({ field: '', reason: body.reason })])
    const value = body.kind === 'json' ? body.value : undefined
    const sent = { ...asked(c), text: body.text, value }
    const wrapped = endpoint.unwrap(sent)
    if (wrapped.kind === 'too_many') return tooLarge()
    if (wrapped.kind === 'bad') return refuse.bad_body({}, [inWords(wrapped)])
    const { text, history = false } = wrapped
    const { refused, ...accepted } = endpoint.isDry?.(sent)
      ? collector.judge(dialect, text, wrapped.value)
      : await collector.accept({
          ...{ request: c.req.raw, dialect, history, text, value: wrapped.value },
          key: givenKey(sent, wrapped.value),
        })
    const told = { ...accepted, refused: refused.map(inWords) }
    if (endpoint.answer) return reply(c, endpoint.answer({ ...told, value: wrapped.value }, sent))
    return c.json({ success: true, status: 1, ...told }, 200, corsHeaders(c.req.raw))
  } catch (error) {
    return whyNot(c, rt, error, poisonous)
  }
}

function whyNot(c: Context, rt: Runtime, error: unknown, poisonous: boolean): Response {
  const refusal = asRefusal(error)
  if (!refusal) throw error
  if (refusal !== error) rt.log.warn({ err: error }, 'the collector cannot reach its store')
  const problem = problemOfRefusal(refusal, localeOf(c.req.header('accept-language')))
  const { status } = refusal.def
  const retry: Record<string, string> = status === 503 ? { 'retry-after': RETRY_AFTER_SECONDS } : {}
  const headers = { ...corsHeaders(c.req.raw), ...retry }
  // What nobody can mend by sending it again is told in an answer that ends the matter.
  if (poisonous && status < 500) return Response.json({ accepted: 0, ...problem }, { headers })
  return problemResponse(problem, headers)
}

/** A GET has its event in the address, as text of the same encodings. */
async function bodyOf(c: Context): Promise<Body> {
  if (c.req.method !== 'GET') return readBody(await bytesOf(c), c.req.query('compression'))
  const data = c.req.query('data_list') ?? c.req.query('data')
  return data === undefined
    ? { kind: 'json', text: '', value: undefined }
    : readData(data, c.req.query('compression'))
}
