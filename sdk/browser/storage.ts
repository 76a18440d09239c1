import type { Storage } from '../core/host.ts'
import { readCookie, removeCookie, writeCookie } from './cookie.ts'

/** The name by which Siyu's own pages know a browser; on one domain they agree about who it is. */
const COOKIE = 'siyu_aid'
const ANONYMOUS = 'aid'

/** What the page may keep; where that is nothing, or full, it lasts as long as the page does. */
export function pageStorage(prefix: string, withCookie: boolean): Storage {
  const memory = new Map<string, string>()
  const disk = (): globalThis.Storage | undefined => {
    try {
      return localStorage
    } catch {
      // Swallowed because a browser that forbids storage says so by throwing; memory does then.
      return undefined
    }
  }
  const isCookie = (key: string) => withCookie && key === ANONYMOUS
  return {
    get: (key) =>
      (isCookie(key) ? readCookie(COOKIE) : undefined) ??
      memory.get(key) ??
      disk()?.getItem(prefix + key) ??
      undefined,
    set(key, value) {
      if (isCookie(key)) writeCookie(COOKIE, value)
      try {
        memory.set(key, value)
        disk()?.setItem(prefix + key, value)
        if (disk()) memory.delete(key)
      } catch {
        // Swallowed because there is no room: it stays in memory.
      }
    },
    remove(key) {
      if (isCookie(key)) removeCookie(COOKIE)
      memory.delete(key)
      disk()?.removeItem(prefix + key)
    },
    keys() {
      const kept = Object.keys(disk() ?? {})
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length))
      const all = new Set([...kept, ...memory.keys()])
      if (withCookie && readCookie(COOKIE)) all.add(ANONYMOUS)
      return [...all]
    },
  }
}
