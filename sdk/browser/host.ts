import type { Answer, Host, Post } from '../core/host.ts'
import { aloneAmongTabs } from './alone.ts'
import { pageStorage } from './storage.ts'

/** The browser, as the core wants it. `name` keeps two write keys on one site apart. */
export function pageHost(name: string, withCookie: boolean): Host {
  const storage = pageStorage(`${name}.`, withCookie)
  return {
    ...{ now: () => Date.now(), id, storage, post },
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    alone: aloneAmongTabs(name),
    // oxlint-disable-next-line no-console -- a developer asked for it by `debug`
    say: (what) => console.warn(`[siyu] ${what}`),
  }
}

/** `randomUUID` is not there on pages without https. */
const id = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    (byte + 256).toString(16).slice(1),
  ).join('')

/** Text without credentials is a simple request: no preflight, no cookies. */
function post({ url, body, leaving }: Post, answered: (answer: Answer) => void): void {
  // Whether a beacon arrives is never told, so what it carried stays in the outbox.
  if (leaving && !('keepalive' in Request.prototype)) return void navigator.sendBeacon(url, body)
  const PATIENCE_MS = 30_000
  // What outlives the page may be 64 KB in all; a batch and what is sent on leaving share it.
  const KEEPALIVE_CHARS = 30_000
  const stop = new AbortController()
  const patience = setTimeout(() => stop.abort(), PATIENCE_MS)
  void fetch(url, {
    method: 'POST',
    body,
    credentials: 'omit',
    keepalive: leaving || body.length < KEEPALIVE_CHARS,
    signal: stop.signal,
  })
    .then(async (response) => ({
      status: response.status,
      retryAfter: response.headers.get('retry-after') ?? undefined,
      text: await response.text(),
    }))
    .catch((error: unknown) => ({ status: 0, text: String(error) }))
    .then((answer) => {
      clearTimeout(patience)
      answered(answer)
    })
}
