import type { Answer, Host, Post, Storage } from '../core/host.ts'
import type { Wx } from './wx.ts'

const PATIENCE_MS = 30_000
const ID_DIGITS = 32

/** A mini program, as the core wants it. `name` keeps two write keys apart. */
export const miniHost = (wx: Wx, name: string): Host => ({
  now: () => Date.now(),
  id,
  storage: miniStorage(wx, `${name}.`),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  post: (request, answered) => post(wx, request, answered),
  // A mini program runs once.
  alone: (run) => run(() => {}),
  // oxlint-disable-next-line no-console -- a developer asked for it by `debug`
  say: (what) => console.warn(`[siyu] ${what}`),
})

/** Mini programs have no random numbers that are meant for secrets without waiting for them. */
const id = (): string =>
  Array.from({ length: ID_DIGITS }, () => Math.floor(Math.random() * 16).toString(16)).join('')

/** Read from the device once: its storage is slow, and nobody else writes these keys. */
function miniStorage(wx: Wx, prefix: string): Storage {
  const kept = new Map<string, string>()
  try {
    for (const key of wx.getStorageInfoSync().keys) {
      if (key.startsWith(prefix)) kept.set(key.slice(prefix.length), String(wx.getStorageSync(key)))
    }
  } catch {
    // Swallowed because a single page (scene 1154) has no storage: what is known lasts as long as it.
  }
  const onDevice = (write: () => void) => {
    try {
      write()
    } catch {
      // Swallowed because a full storage must not break the page: it stays in memory.
    }
  }
  return {
    get: (key) => kept.get(key),
    set(key, value) {
      kept.set(key, value)
      onDevice(() => wx.setStorageSync(prefix + key, value))
    },
    remove(key) {
      kept.delete(key)
      onDevice(() => wx.removeStorageSync(prefix + key))
    },
    keys: () => [...kept.keys()],
  }
}

/** In the background a request has 5 s left and then fails: what it carried is sent at the next show. */
function post(wx: Wx, { url, body }: Post, answered: (answer: Answer) => void): void {
  wx.request({
    ...{ url, method: 'POST', data: body, timeout: PATIENCE_MS },
    header: { 'content-type': 'text/plain' },
    success: ({ statusCode, header = {}, data }) =>
      answered({
        status: statusCode,
        retryAfter: header['Retry-After'] ?? header['retry-after'],
        text: typeof data === 'string' ? data : JSON.stringify(data),
      }),
    fail: ({ errMsg }) => answered({ status: 0, text: errMsg }),
  })
}
