import { Hono } from 'hono'
import { localeOf } from '#kernel/locale.ts'
import { readerLanguageOf } from '#kernel/reader-language.ts'
import type { Runtime } from '../runtime.ts'
import { addressOf } from './address.ts'
import { createApi } from './api.ts'
import { health } from './health.ts'
import { openApiDocument } from './openapi.ts'
import { guardPages } from './pages/guard.ts'
import { answerPage } from './pages/page.ts'
import { problem, problemResponse } from './problem.ts'
import { serveBuilt } from './static.ts'

export const VERSION = '0.1.0'

/** Few labels whatever people ask for: codes and ids would make one series each. */
const routeLabel = (path: string): string =>
  path
    .split('/')
    .slice(0, path.startsWith('/api/') ? 3 : 2)
    .join('/')

/** Everything this installation answers, as one Fetch handler: tests need no socket. */
export function createApp(rt: Runtime): Hono {
  const app = new Hono()
  app.use(async (c, next) => {
    const started = performance.now()
    await next()
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'strict-origin-when-cross-origin')
    const route = routeLabel(c.req.path)
    rt.metrics.httpSeconds.observe(
      { route, status: String(c.res.status) },
      (performance.now() - started) / 1_000,
    )
  })
  app.onError((error, c) => {
    const reference = Buffer.from(rt.randomBytes(6)).toString('hex')
    rt.log.error({ err: error, path: c.req.path, reference }, 'a request failed')
    return problemResponse(
      problem('our_fault', localeOf(c.req.header('accept-language')), { reference }),
    )
  })
  app.get('/health', async () => {
    const report = await health(rt, VERSION)
    return Response.json(report, { status: report.status === 'ok' ? 200 : 503 })
  })
  app.get('/metrics', async () => new Response(await rt.metrics.registry.metrics()))
  app.get('/api/openapi.json', async (c) => c.json(await openApiDocument(rt.modules, VERSION)))
  guardPages(app, () => performance.now())
  for (const module of rt.modules) module.http?.(app, rt)
  const api = createApi(rt)
  app.all('/api/*', (c) => api(c.req.raw, addressOf(c)))
  serveBuilt(app)
  app.notFound((c) => {
    const languages = c.req.header('accept-language')
    return c.req.header('accept')?.includes('text/html')
      ? answerPage(c, { page: 'lost' }, readerLanguageOf(languages), 404)
      : problemResponse(problem('no_such_route', localeOf(languages)))
  })
  return app
}
