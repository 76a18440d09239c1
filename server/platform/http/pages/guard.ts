import type { Context, Hono } from 'hono'
import { readerLanguageOf } from '#kernel/reader-language.ts'
import { addressOf } from '../address.ts'
import { take, waitFor } from './bucket.ts'
import type { Allowance, Bucket } from './bucket.ts'
import { answerPage } from './page.ts'

/** Where consumers' pages live, each address of its own. */
const PAGES = ['/i/*', '/g/*', '/me', '/me/*']

/**
 * A whole office or mobile network may share one address, so looking is cheap; what nobody's thumb
 * does is to miss: a code or pass that does not exist is a guess, and guesses are few.
 */
const LOOKS: Allowance = { burst: 1_200, perMinute: 1_200 }
const MISSES: Allowance = { burst: 40, perMinute: 6 }

/** So many addresses are remembered; the oldest are forgotten first. */
const REMEMBERED = 50_000

/** Counts by address in this process; `nowMs` is the machine's own time, whatever the clock says. */
export function guardPages(app: Hono, nowMs: () => number): void {
  const looks = new Map<string, Bucket>()
  const misses = new Map<string, Bucket>()
  for (const path of PAGES)
    app.use(path, async (c, next) => {
      const who = networkOf(addressOf(c))
      const looked = take(looks.get(who), LOOKS, nowMs())
      remember(looks, who, looked.bucket)
      const wait = looked.waitSeconds || waitFor(misses.get(who), MISSES, nowMs())
      if (wait > 0) return tooMany(c, wait)
      await next()
      if (c.res.status === 404) remember(misses, who, take(misses.get(who), MISSES, nowMs()).bucket)
      return undefined
    })
}

function remember(buckets: Map<string, Bucket>, who: string, bucket: Bucket): void {
  buckets.delete(who)
  buckets.set(who, bucket)
  if (buckets.size > REMEMBERED) for (const oldest of buckets.keys()) return forget(buckets, oldest)
}

const forget = (buckets: Map<string, Bucket>, who: string): void => void buckets.delete(who)

/** One household has a whole /64 of IPv6. */
export const networkOf = (address: string): string =>
  address.includes(':') && !address.startsWith('::')
    ? address.split(':').slice(0, 4).join(':')
    : address

function tooMany(c: Context, seconds: number): Response {
  c.header('retry-after', String(seconds))
  return answerPage(
    c,
    { page: 'busy', seconds },
    readerLanguageOf(c.req.header('accept-language')),
    429,
  )
}
