import type { Answer, Host, Post } from '../core/host.ts'
import { aloneAmongTabs } from './alone.ts'
import { pageStorage } from './storage.ts'

const PATIENCE_MS = 30_000
/** What outlives the page may be 64 KB in all; a batch and what is sent on leaving share it. */
const KEEPALIVE_CHARS = 30_000

/** The browser, as the core wants it. `name` keeps two write keys on one site apart. */
export function pageHost(name: string, withCookie: boolean): Host {
  const storage = pageStorage(`${name}.`, withCookie)
  const now = () => Date.now()
  return {
    ...{ now, id, storage, post },
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    alone: aloneAmongTabs(name, storage, id().slice(0, 8), now),
    // oxlint-disable-next-line no-console -- a developer asked for it by `debug`
    say: (what) => console.warn(`[siyu] ${what}`),
  }
}

/** `randomUUID` is not there on pages without https. */
function id(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = Array.from(bytes, (byte, i) => {
    if (i === 6) return ((byte & 15) | 64).toString(16)
    if (i === 8) return ((byte & 63) | 128).toString(16)
    return byte.toString(16).padStart(2, '0')
  }).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Text without credentials is a simple request: no preflight, no cookies. */
function post({ url, body, leaving }: Post, answered: (answer: Answer) => void): void {
  const canOutlive = 'keepalive' in Request.prototype
  if (leaving && !canOutlive) {
    // Whether it arrives is never told, so what it carried stays in the outbox.
    navigator.sendBeacon?.(url, body)
    return
  }
  let isOpen = true
  const answer = (given: Answer) => {
    if (isOpen) answered(given)
    isOpen = false
    clearTimeout(patience)
  }
  const patience = setTimeout(() => answer({ status: 0 }), PATIENCE_MS)
  fetch(url, {
    method: 'POST',
    body,
    credentials: 'omit',
    keepalive: leaving || body.length < KEEPALIVE_CHARS,
  })
    .then(async (response) =>
      answer({
        status: response.status,
        retryAfter: response.headers.get('retry-after') ?? undefined,
        text: await response.text(),
      }),
    )
    .catch((error: unknown) => answer({ status: 0, text: String(error) }))
}
