import { createHash, timingSafeEqual } from 'node:crypto'

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex')

/**
 * `msg_signature` of an encrypted callback, echostr or passive reply, lower-case hex. With `sealed`
 * left out it is the plain `signature` of 公众号. Parts are sorted by bytes: `localeCompare` sorts otherwise.
 */
export function callbackSignature(
  token: string,
  timestamp: string,
  nonce: string,
  sealed?: string,
): string {
  const parts = sealed === undefined ? [token, timestamp, nonce] : [token, timestamp, nonce, sealed]
  return sha1(parts.toSorted(byBytes).join(''))
}

/** JS-SDK signature for the page at `url`; what follows `#` is not signed. `timestampSeconds` is unix time. */
export function jsSdkSignature(page: {
  ticket: string
  nonce: string
  timestampSeconds: number
  url: string
}): string {
  const url = page.url.split('#', 1)[0]
  return sha1(
    `jsapi_ticket=${page.ticket}&noncestr=${page.nonce}&timestamp=${page.timestampSeconds}&url=${url}`,
  )
}

/** Compares in constant time, so that a forger learns nothing from how long the refusal took. */
export function sameSignature(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
