import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs'
import { extname, join, normalize, resolve } from 'node:path'
import { Readable } from 'node:stream'
import type { Hono } from 'hono'

const ROOT = resolve(import.meta.dirname, '../../../dist')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
}

/** The built console (`/console/…`, client-side routes fall back to its index). */
export function serveBuilt(app: Hono): void {
  app.get('/', (c) => c.redirect('/console/'))
  app.get('/favicon.ico', (c) => c.redirect('/console/favicon.svg'))
  app.get('/console', (c) => c.redirect('/console/'))
  app.get('/console/*', (c) => built('console', c.req.path.slice('/console/'.length)))
  app.get('/assets/pages/*', (c) => built('pages', c.req.path.slice('/assets/pages/'.length)))
  app.get('/sdk/v1/:file', (c) => sdk(c.req.param('file'), c.req.header('if-none-match')))
}

/** What other people's pages load: under one address for years, so asked for again every hour. */
function sdk(name: string, known: string | undefined): Response {
  const file = join(ROOT, 'sdk', name)
  if (!/^siyu[\w-]*\.m?js$/.test(name) || !existsSync(file))
    return new Response('not found', { status: 404 })
  const body = readFileSync(file)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const headers = {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=3600',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    etag,
  }
  return known === etag
    ? new Response(null, { status: 304, headers })
    : new Response(body, { headers })
}

function built(deliverable: string, path: string): Response {
  const root = join(ROOT, deliverable)
  const file = normalize(join(root, decodeURIComponent(path)))
  if (!file.startsWith(root)) return new Response('not found', { status: 404 })
  if (path !== '' && existsSync(file) && statSync(file).isFile()) return send(file)
  if (extname(path) !== '') return new Response('not found', { status: 404 })
  const index = join(root, 'index.html')
  if (!existsSync(index))
    return new Response('The console is not built yet: npm start builds it.', { status: 503 })
  return new Response(readFileSync(index), {
    headers: {
      'content-type': TYPES['.html'] as string,
      'cache-control': 'no-cache',
      'x-frame-options': 'DENY',
    },
  })
}

function send(file: string): Response {
  // Built assets carry a content hash in their names, so they may be kept for ever.
  const hashed = /-[\w-]{8,}\.\w+$/.test(file)
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, {
    headers: {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  })
}
