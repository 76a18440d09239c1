import { createHash } from 'node:crypto'
import type { RandomBytes } from '#kernel/ids.ts'

const PREFIX = 'siyu_wk_'
const SHOWN = PREFIX.length + 4

/** 32 random bytes after a prefix by which people and scanners know what they look at. */
export const newWriteKey = (randomBytes: RandomBytes): string =>
  PREFIX + Buffer.from(randomBytes(24)).toString('base64url')

export const shownPart = (key: string): string => key.slice(0, SHOWN)

/** Keys are long and random, so a plain hash is as good as a slow one. */
export const hashOfKey = (key: string): Buffer => createHash('sha256').update(key).digest()

/** Where SDKs put the key: Basic user name, Bearer, the body, the query. The first that is there. */
export function givenKey(
  authorization: string | undefined,
  query: string | undefined,
  body: unknown,
): string | undefined {
  const [scheme = '', rest = ''] = (authorization ?? '').trim().split(/\s+/, 2)
  if (/^basic$/i.test(scheme)) {
    const user = Buffer.from(rest, 'base64').toString('utf8').split(':')[0]
    if (user) return user
  }
  if (/^bearer$/i.test(scheme) && rest) return rest
  if (query) return query
  if (typeof body !== 'object' || body === null || !('writeKey' in body)) return undefined
  return typeof body.writeKey === 'string' && body.writeKey ? body.writeKey : undefined
}
