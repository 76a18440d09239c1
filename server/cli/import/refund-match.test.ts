import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RefundMatcher } from './refund-match.ts'

test('what is given back comes from the newest purchases of the same thing by the same person', () => {
  const matcher = new RefundMatcher()
  matcher.bought('ann', 'cup', 'o1', 2)
  matcher.bought('ann', 'cup', 'o2', 1)
  matcher.bought('bob', 'cup', 'o3', 9)
  expect(matcher.givenBack('ann', 'cup', 2)).toEqual({
    pieces: [
      { orderId: 'o2', quantity: 1 },
      { orderId: 'o1', quantity: 1 },
    ],
    uncovered: 0,
  })
  expect(matcher.givenBack('ann', 'cup', 2)).toEqual({
    pieces: [{ orderId: 'o1', quantity: 1 }],
    uncovered: 1,
  })
})

test('nothing is given back twice, and nothing that was bought is denied', () => {
  const step = fc.record({
    buys: fc.boolean(),
    who: fc.constantFrom('a', 'b'),
    what: fc.constantFrom('x', 'y'),
    quantity: fc.integer({ min: 1, max: 20 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
      const matcher = new RefundMatcher()
      const left = new Map<string, number>()
      steps.forEach(({ buys, who, what, quantity }, i) => {
        const key = who + what
        const before = left.get(key) ?? 0
        if (buys) {
          matcher.bought(who, what, `o${i}`, quantity)
          left.set(key, before + quantity)
          return
        }
        const { pieces, uncovered } = matcher.givenBack(who, what, quantity)
        const covered = pieces.reduce((sum, piece) => sum + piece.quantity, 0)
        expect(covered + uncovered).toBe(quantity)
        expect(covered).toBe(Math.min(quantity, before))
        left.set(key, before - covered)
      })
    }),
  )
})
