import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { MINUTE_MS } from '#kernel/time.ts'

const Header = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9-]{1,60}$/)

/**
 * How a sender proves that it is who it says. `hmac_sha256` is of the body, or of
 * `<timestamp>.<body>` where a header tells the time; `md5_wrapped` is MD5 of id + body + secret, as
 * shop platforms do; `none` relies on the secret in the address alone.
 */
export const Scheme = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('hmac_sha256'),
    header: Header,
    encoding: z.enum(['hex', 'base64']).default('hex'),
    /** before the signature itself, such as `sha256=` */
    prefix: z.string().max(20).default(''),
    timestampHeader: Header.optional(),
  }),
  z.strictObject({
    kind: z.literal('md5_wrapped'),
    header: Header,
    id: z.string().trim().max(100).default(''),
  }),
])
export type Scheme = z.infer<typeof Scheme>

/** Who signs a time must send it while it is still now. */
const TOLERANCE_MS = 5 * MINUTE_MS

interface Signed {
  secret: string
  bytes: Uint8Array
  header(name: string): string | undefined
  now: Date
}

/** Whether it was signed so. Compares in constant time. */
export function isSigned(scheme: Scheme, { secret, bytes, header, now }: Signed): boolean {
  switch (scheme.kind) {
    case 'none':
      return true
    case 'md5_wrapped': {
      const hash = createHash('md5').update(scheme.id).update(bytes).update(secret)
      return same(hash.digest('hex'), (header(scheme.header) ?? '').trim().toLowerCase())
    }
    case 'hmac_sha256': {
      const given = (header(scheme.header) ?? '').trim()
      if (!given.startsWith(scheme.prefix)) return false
      const hmac = createHmac('sha256', secret)
      if (scheme.timestampHeader) {
        const stamp = header(scheme.timestampHeader) ?? ''
        if (!isNow(stamp, now)) return false
        hmac.update(`${stamp}.`)
      }
      const signature = given.slice(scheme.prefix.length)
      const isHex = scheme.encoding === 'hex'
      return same(
        hmac.update(bytes).digest(scheme.encoding),
        isHex ? signature.toLowerCase() : signature,
      )
    }
  }
}

/** In seconds or milliseconds. */
function isNow(stamp: string, now: Date): boolean {
  if (!/^\d{9,14}$/.test(stamp)) return false
  const ms = Number(stamp) < 100_000_000_000 ? Number(stamp) * 1_000 : Number(stamp)
  return Math.abs(ms - now.getTime()) <= TOLERANCE_MS
}

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
