import { existsSync, readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Context } from 'hono'
import { escapeHtml, inScript } from '#kernel/html.ts'
import type { Locale } from '#kernel/locale.ts'
import { deadEnd } from './dead-end.ts'
import type { DeadEnd, PageParts } from './dead-end.ts'

/** `page` names the view; the rest is what it shows, and nothing beyond. */
export interface PageData {
  page: string
}

type Status = 200 | 401 | 404 | 409 | 410 | 429

/**
 * One address answers twice: HTML with its data inside to whoever opens it, the bare data to the page
 * that is open already. Never kept: what it says is one person's and of this moment.
 */
export function answerPage(
  c: Context,
  data: PageData | DeadEnd,
  language: Locale,
  status: Status = 200,
  parts: PageParts = deadEnd(data, language),
): Response {
  c.header('cache-control', 'no-store')
  c.header('vary', 'accept, accept-language, cookie')
  if (wantsData(c)) return c.json(data, status)
  c.header('content-security-policy', POLICY)
  return c.html(pageHtml(data, parts, language), status)
}

export const wantsData = (c: Context): boolean =>
  (c.req.header('accept') ?? '').startsWith('application/json')

/** Our own files only; framed by our own console only (it previews them). */
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: https:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ')

const BUILT = resolve(import.meta.dirname, '../../../../dist/pages/index.html')

let built: { html: string; mtimeMs: number } | undefined

/** The built frame of every page, read again when it was built again. */
function frame(): string {
  if (!existsSync(BUILT)) return BARE
  const { mtimeMs } = statSync(BUILT)
  if (built?.mtimeMs !== mtimeMs) built = { html: readFileSync(BUILT, 'utf8'), mtimeMs }
  return built.html
}

function pageHtml(data: object, { title, main }: PageParts, language: Locale): string {
  return frame()
    .replace('lang="zh-CN"', () => `lang="${language}"`)
    .replace(/<title>.*?<\/title>/, () => `<title>${escapeHtml(title)}</title>`)
    .replace('<!--main-->', () => main)
    .replace('"data"', () => inScript(data))
}

/** Without a build there is no script either: the page is what the server wrote, plain and usable. */
const BARE = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title></title><style>body{max-width:40rem;margin:0 auto;padding:1.5rem 1.25rem;font:1.0625rem/1.7 sans-serif}button{font:inherit;padding:.8rem 1.2rem}</style></head><body><div id="app"><!--main--></div><script type="application/json" id="page">"data"</script></body></html>`
