import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partsOf } from './parts.ts'

test('parts are all rows in their order, none too many at once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 1_500 }), (sizes) => {
      const rows = sizes.map((size, i) => ({ i, text: 'x'.repeat(size * 60_000) }))
      const parts = partsOf(rows)
      expect(parts.flatMap((part) => part.rows)).toEqual(rows)
      for (const part of parts) {
        expect(part.rows.length).toBeLessThanOrEqual(500)
        expect(part.rows[0]).toBe(rows[part.from])
        if (part.rows.length > 1)
          expect(JSON.stringify(part.rows).length).toBeLessThan(500_000 + 2_000)
      }
    }),
    { numRuns: 20 },
  )
})
