import { expect, test } from 'vitest'
import { change } from './change.ts'

test('growth is told relative to the period before', () =>
  expect(change(120, 100, 'count')).toEqual({ direction: 'up', ratio: 0.2 }))

test('a rate moves by points, not by percent of itself', () =>
  expect(change(0.25, 0.5, 'ratio')).toEqual({ direction: 'down', ratio: -0.25 }))

test('no change is no news', () => expect(change(5, 5, 'money')?.direction).toBe('same'))

test.each([
  ['an empty period', 5, 0],
  ['an unknown period', 5, null],
  ['an unknown value', undefined, 5],
])('nothing is said against %s', (_, now, before) =>
  expect(change(now, before, 'count')).toBeUndefined(),
)
