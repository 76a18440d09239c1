import { DAY_MS, HOUR_MS } from '#kernel/time.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluate } from './evaluate.ts'
import { nextFlip } from './flip.ts'
import type { PersonView } from './person-view.ts'
import type { Predicate } from './predicate.ts'
import { at, did, someone } from './testing/someone.ts'
import { person } from './testing/people.ts'
import { LEAVES, predicate } from './testing/predicates.ts'
import { instant } from './testing/values.ts'

/** Every instant at which anything could turn, and its neighbours: windows are whole hours. */
function suspects(one: PersonView, from: Date, until: Date): number[] {
  const edges = one.events.flatMap(({ at }) =>
    Array.from({ length: 24 * 6 }, (_, hours) => at.getTime() + hours * HOUR_MS),
  )
  return edges
    .flatMap((edge) => [edge - 1, edge, edge + 1])
    .filter((ms) => from.getTime() <= ms && ms < until.getTime())
}

test('until the next flip the answer stays what it was', () => {
  fc.assert(
    fc.property(
      person,
      predicate,
      instant,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
      (one, asked, now, places) => {
        const answer = evaluate(asked, one, now)
        const flip = nextFlip(asked, one, now)
        if (flip) expect(flip.getTime()).toBeGreaterThan(now.getTime())
        const until = flip ?? new Date(now.getTime() + 30 * DAY_MS)
        const width = until.getTime() - now.getTime() - 1
        const sampled = places.map((place) => now.getTime() + Math.floor(place * width))
        for (const ms of [...sampled, ...suspects(one, now, until)])
          expect(evaluate(asked, one, new Date(ms))).toBe(answer)
      },
    ),
  )
})

test.each(Object.entries(LEAVES))('%s: at its next flip a leaf has the other answer', (_, leaf) => {
  fc.assert(
    fc.property(person, leaf as fc.Arbitrary<Predicate>, instant, (one, asked, now) => {
      const flip = nextFlip(asked, one, now)
      if (!flip) return
      const [before, after] = [new Date(flip.getTime() - 1), flip]
      expect(evaluate(asked, one, before)).toBe(evaluate(asked, one, now))
      expect(evaluate(asked, one, after)).not.toBe(evaluate(asked, one, now))
    }),
  )
})

const views = (times: readonly string[]): PersonView =>
  someone({ events: times.map((time) => did('view', time)) })

const ordered = (n: number, op: 'gte' | 'lte' | 'eq'): Predicate => ({
  kind: 'event',
  event: 'view',
  where: [],
  count: { op, n },
  window: { kind: 'within_days', days: 7 },
})

test('"not seen for 7 days" becomes true 7 days after the last visit, to the millisecond', () => {
  const one = views(['2026-01-01T08:00:00.000Z', '2026-01-03T09:30:00.007Z'])
  const flip = nextFlip(ordered(0, 'eq'), one, at('2026-01-04T00:00:00Z'))
  expect(flip).toEqual(at('2026-01-10T09:30:00.007Z'))
  expect(evaluate(ordered(0, 'eq'), one, at('2026-01-10T09:30:00.006Z'))).toBe(false)
  expect(evaluate(ordered(0, 'eq'), one, at('2026-01-10T09:30:00.007Z'))).toBe(true)
})

test('a count that stays high enough is not looked at when one of many visits ages out', () => {
  const one = views(['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z'])
  expect(nextFlip(ordered(2, 'gte'), one, at('2026-01-04T00:00:00Z'))).toEqual(
    at('2026-01-09T00:00:00Z'),
  )
})

test('a life of thousands of visits is looked at early rather than searched to its end', () => {
  const start = at('2026-01-01T00:00:00Z').getTime()
  const times = Array.from({ length: 2_000 }, (_, i) => new Date(start + i * 1_000).toISOString())
  const now = new Date(start + 2_000_000)
  const flip = nextFlip(ordered(1, 'gte'), views(times), now)
  expect(flip && flip > now && flip < new Date(start + 1_999_000 + 7 * DAY_MS)).toBe(true)
})

test.each(['attribute', 'tag', 'stage', 'tier', 'interest', 'random_bucket', 'segment'] as const)(
  '%s: time alone changes nothing',
  (kind) => {
    fc.assert(
      fc.property(person, LEAVES[kind] as fc.Arbitrary<Predicate>, instant, (one, asked, now) => {
        expect(nextFlip(asked, one, now)).toBeUndefined()
      }),
    )
  },
)

test('a visit from a clock that runs ahead counts from its own instant on', () => {
  const one = views(['2026-01-02T00:00:00Z'])
  const now = at('2026-01-01T00:00:00Z')
  expect(evaluate(ordered(1, 'gte'), one, now)).toBe(false)
  expect(nextFlip(ordered(1, 'gte'), one, now)).toEqual(at('2026-01-02T00:00:00Z'))
})
