import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { courseOf, riverLayout } from './river-layout.ts'

const node = (key: string, people: number, previous?: number) => ({
  key,
  name: key,
  people,
  ...(previous === undefined ? {} : { previous }),
})
const box = { width: 1_000, height: 320 }

describe('the course of a stage', () => {
  test.each([
    ['more than before', 120, 100, 'rising'],
    ['fewer than before', 80, 100, 'falling'],
    ['about the same', 101, 100, 'steady'],
    ['nothing to compare with', 5, undefined, 'unknown'],
    ['nobody before', 5, 0, 'unknown'],
  ])('%s', (_, people, previous, course) =>
    expect(courseOf(node('pool', people, previous))).toBe(course),
  )
})

test('what does not arrive leaks, and is counted', () => {
  const { leaks, stages } = riverLayout(
    [node('red', 600), node('video', 400)],
    [node('codes', 1_000), node('pool', 400), node('paying', 100)],
    box,
  )
  expect(leaks.map(({ people }) => people)).toEqual([600, 300])
  expect(stages.map(({ rate }) => rate)).toEqual([undefined, 0.4, 0.25])
})

test('twice the people is twice the width', () => {
  const { stages } = riverLayout([], [node('a', 800), node('b', 400)], box)
  expect(stages[0]?.height).toBeCloseTo((stages[1]?.height ?? 0) * 2)
})

test('a stage that grew past the one before leaks nothing', () =>
  expect(riverLayout([], [node('a', 10), node('b', 20)], box).leaks).toEqual([]))

test('whatever the numbers, the river stays in its box', () => {
  const people = fc.nat({ max: 10_000_000 })
  fc.assert(
    fc.property(
      fc.array(people, { maxLength: 6 }),
      fc.array(people, { minLength: 1, maxLength: 6 }),
      (from, to) => {
        const picture = riverLayout(
          from.map((count, i) => node(`s${i}`, count)),
          to.map((count, i) => node(`t${i}`, count)),
          box,
        )
        for (const { x, y, height } of [...picture.sources, ...picture.stages]) {
          expect(x).toBeGreaterThanOrEqual(0)
          expect(x).toBeLessThan(box.width)
          // The thinnest drawn line may add two pixels for each source.
          expect(y + height).toBeLessThanOrEqual(box.height + 12)
        }
        expect(picture.streams.every(({ path }) => !path.includes('NaN'))).toBe(true)
      },
    ),
  )
})
