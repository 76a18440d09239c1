import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { RandomBytes } from '#kernel/ids.ts'
import { shortCode } from '#kernel/ids.ts'

/** The first-party name under which a browser is known before anybody knows the person. */
export const BROWSER_COOKIE = 'siyu_aid'

const YEAR_SECONDS = 365 * 24 * 3_600
const ID = /^[A-Za-z0-9_-]{8,64}$/

/**
 * This browser's anonymous id: its cookie, else the one it was handed in the address by a page of
 * ours, else a new one. It is kept for a year from now.
 */
export function browserId(c: Context, publicUrl: string, randomBytes: RandomBytes): string {
  const known = [getCookie(c, BROWSER_COOKIE), c.req.query(BROWSER_COOKIE)].find(
    (id) => id !== undefined && ID.test(id),
  )
  const id = known ?? `a${shortCode(23, randomBytes)}`
  setCookie(c, BROWSER_COOKIE, id, {
    path: '/',
    maxAge: YEAR_SECONDS,
    sameSite: 'Lax',
    secure: publicUrl.startsWith('https:'),
  })
  return id
}

/** Our own pages learn who the browser is even where cookies are refused. */
export function withBrowser(targetUrl: string, publicUrl: string, id: string): string {
  const target = new URL(targetUrl)
  if (target.origin !== new URL(publicUrl).origin) return targetUrl
  target.searchParams.set(BROWSER_COOKIE, id)
  return target.href
}

/** WeChat's own browsers say so; WeCom's says both. */
export function channelOf(userAgent: string | undefined): string {
  if (/wxwork/i.test(userAgent ?? '')) return 'wecom'
  if (/MicroMessenger/i.test(userAgent ?? '')) return 'wechat'
  return 'h5'
}
