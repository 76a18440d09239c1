import { createHash, createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Scheme, isSigned } from './hook-signature.ts'

const now = new Date('2026-03-01T00:00:00Z')
const secret = 'a long secret'
const bytes = Buffer.from('{"a":1}')
const withHeaders = (headers: Record<string, string>, body: Uint8Array = bytes) => ({
  ...{ secret, bytes: body, now },
  header: (name: string) => headers[name],
})
const hmac = (text: string | Uint8Array, as: 'hex' | 'base64' = 'hex') =>
  createHmac('sha256', secret).update(text).digest(as)

test('HMAC of the body, in hex with a prefix, or in base64', () => {
  const hex = Scheme.parse({ kind: 'hmac_sha256', header: 'X-Sign', prefix: 'sha256=' })
  expect(isSigned(hex, withHeaders({ 'x-sign': `sha256=${hmac(bytes)}` }))).toBe(true)
  expect(isSigned(hex, withHeaders({ 'x-sign': hmac(bytes) }))).toBe(false)
  const base64 = Scheme.parse({ kind: 'hmac_sha256', header: 'x-sign', encoding: 'base64' })
  expect(isSigned(base64, withHeaders({ 'x-sign': hmac(bytes, 'base64') }))).toBe(true)
})

test('a signed time must be now, and is part of what is signed', () => {
  const scheme = Scheme.parse({ kind: 'hmac_sha256', header: 'x-sign', timestampHeader: 'x-time' })
  const signed = (ms: number) => {
    const stamp = String(Math.floor(ms / 1_000))
    const whole = Buffer.concat([Buffer.from(`${stamp}.`), bytes])
    return withHeaders({ 'x-sign': hmac(whole), 'x-time': stamp })
  }
  expect(isSigned(scheme, signed(now.getTime() - 299_000))).toBe(true)
  expect(isSigned(scheme, signed(now.getTime() - 301_000))).toBe(false)
  expect(isSigned(scheme, withHeaders({ 'x-sign': hmac(bytes) }))).toBe(false)
})

test('MD5 of id, body and secret', () => {
  const scheme = Scheme.parse({ kind: 'md5_wrapped', header: 'event-sign', id: 'client-1' })
  const sign = createHash('md5').update('client-1').update(bytes).update(secret).digest('hex')
  expect(isSigned(scheme, withHeaders({ 'event-sign': sign.toUpperCase() }))).toBe(true)
  expect(isSigned(scheme, withHeaders({}))).toBe(false)
})

test('another body is never signed by the signature of this one', () => {
  const scheme = Scheme.parse({ kind: 'hmac_sha256', header: 'x-sign' })
  fc.assert(
    fc.property(fc.uint8Array(), (other) => {
      fc.pre(!Buffer.from(other).equals(bytes))
      expect(isSigned(scheme, withHeaders({ 'x-sign': hmac(bytes) }, other))).toBe(false)
    }),
  )
})
