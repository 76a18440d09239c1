import { expect, test } from 'vitest'
import { arrived, KEPT } from './arrivals.ts'

const at = (...cursors: string[]) => cursors.map((cursor) => ({ cursor }))

test('what arrives again is shown once', () => {
  expect(arrived(at('2.0', '1.0'), at('3.0', '2.0'))).toEqual(at('3.0', '2.0', '1.0'))
})

test('the place in a batch counts as a number', () => {
  expect(arrived(at('9.9'), at('10.2', '10.10'))).toEqual(at('10.10', '10.2', '9.9'))
})

test('nothing new leaves the list itself, so that nothing is drawn again', () => {
  const known = at('1.0')
  expect(arrived(known, at('1.0'))).toBe(known)
})

test('only so many are kept, the newest', () => {
  const many = at(...Array.from({ length: KEPT + 5 }, (_, i) => `${i}.0`))
  const kept = arrived([], many)
  expect(kept).toHaveLength(KEPT)
  expect(kept[0]).toEqual({ cursor: `${KEPT + 4}.0` })
})
