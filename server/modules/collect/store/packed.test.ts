import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pack, unpack } from './packed.ts'

test('what was packed comes out as it went in, short or long', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(200), (json, times) => {
      const text = `[${Array.from({ length: times + 1 }, () => json).join(',')}]`
      expect(unpack(pack(text))).toBe(text)
    }),
  )
})

test('a short text is kept as it is, a long one is made small', () => {
  expect(pack('{"batch":[]}').toString()).toBe('{"batch":[]}')
  expect(pack(`"${'童书'.repeat(1_000)}"`).length).toBeLessThan(200)
})
