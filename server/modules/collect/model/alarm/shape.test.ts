import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFilledAgain, missingOf, newValuesOf, renamedTo } from './shape.ts'
import type { Filled } from './shape.ts'
import { seeded } from './simulated.ts'

const filled = (property: string, before: number, lately: number): Filled => ({
  ...{ property, before: { events: 1_000, filled: before } },
  lately: { events: 200, filled: lately },
})

test('a property that is suddenly missing is told; one that always was half empty is not', () => {
  const shape = [filled('price', 990, 20), filled('coupon', 500, 100), filled('sku', 1_000, 198)]
  expect(missingOf(shape)).toMatchObject([{ property: 'price', lately: 0.9 }])
})

test('of a thousand looks at the same share, no more than one in a hundred tells anything', () => {
  let told = 0
  for (let seed = 1; seed <= 1_000; seed++) {
    const random = seeded(seed * 977)
    const drawn = (n: number) => Array.from({ length: n }, random).filter((x) => x < 0.5).length
    const shape = Array.from({ length: 5 }, (_, i) => ({
      ...{ property: `p${i}`, before: { events: 300, filled: drawn(300) } },
      lately: { events: 100, filled: drawn(100) },
    }))
    if (missingOf(shape).length > 0) told++
  }
  expect(told).toBeLessThanOrEqual(10)
})

test('the more is looked at together, the more it takes', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(200), fc.nat(5_000), (before, lately, more) => {
      const one = [filled('a', before, lately)]
      expect(missingOf(one, 1 + more).length).toBeLessThanOrEqual(missingOf(one, 1).length)
    }),
  )
})

test('a field that came when another went, as often filled, is its new name', () => {
  const shape = [filled('order_no', 980, 0), filled('orderNo', 0, 196), filled('note', 0, 30)]
  expect(renamedTo(shape, 'order_no')).toBe('orderNo')
  expect(renamedTo([filled('order_no', 980, 0), filled('note', 0, 30)], 'order_no')).toBeUndefined()
})

test('filled as before is recovered', () => {
  expect(isFilledAgain(filled('price', 990, 195))).toBe(true)
  expect(isFilledAgain(filled('price', 990, 100))).toBe(false)
})

test('a value nobody had before is told when it repeats, where values are few', () => {
  const known = [
    { value: 'ios', before: 300, lately: 40 },
    { value: 'android', before: 500, lately: 60 },
  ]
  const late = [
    { value: 'harmony', before: 0, lately: 12 },
    { value: 'typo', before: 0, lately: 1 },
  ]
  expect(newValuesOf([...known, ...late])).toEqual([late[0]])
  const many = Array.from({ length: 40 }, (_, i) => ({ value: `v${i}`, before: 20, lately: 3 }))
  expect(newValuesOf([...many, ...late])).toEqual([])
})
