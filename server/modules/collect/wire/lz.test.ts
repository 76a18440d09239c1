import fc from 'fast-check'
import lz from 'lz-string'
import { expect, test } from 'vitest'
import { unpackLz } from './lz.ts'

const FAR = 10_000_000

test('what the library packs is unpacked', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (text) => {
      expect(unpackLz(lz.compressToBase64(text), FAR)).toEqual({ kind: 'text', text })
    }),
  )
})

test('long texts, over and over the same, are unpacked too', () => {
  const text = JSON.stringify(
    Array.from({ length: 2_000 }, (_, i) => ({ event: '浏览', n: i % 7 })),
  )
  expect(unpackLz(lz.compressToBase64(text), FAR)).toEqual({ kind: 'text', text })
})

test('whatever is no packed text is told so, and ends', () => {
  fc.assert(
    fc.property(fc.base64String({ maxLength: 500 }), (text) => {
      expect(['text', 'too_large', undefined]).toContain(unpackLz(text, 100_000)?.kind)
    }),
  )
})

test('a bomb is stopped at the limit', () => {
  const bomb = lz.compressToBase64('0'.repeat(3_000_000))
  expect(bomb.length).toBeLessThan(10_000)
  expect(unpackLz(bomb, 1_000_000)).toEqual({ kind: 'too_large' })
})
