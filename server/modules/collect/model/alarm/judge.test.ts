import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS, HOUR_MS } from '#kernel/time.ts'
import { dispersionOf, expectedAt } from './expectation.ts'
import { TEN_MS } from './flow.ts'
import { judge } from './judge.ts'
import type { VolumeKind } from './judge.ts'
import { knownAt, simulate } from './simulated.ts'
import type { Simulated } from './simulated.ts'

const noShift = () => 480
const TENS_A_DAY = 144

/** The spread is learned once an hour, as the worker does. */
const spreads = new WeakMap<Simulated, Map<number, number>>()

const verdictAt = (simulated: Simulated, now: number) => {
  const { flow, recent } = knownAt(simulated, now)
  const known = spreads.get(simulated) ?? new Map<number, number>()
  spreads.set(simulated, known)
  const hour = flow.firstHour + flow.counts.length
  const spread = known.get(hour) ?? dispersionOf(flow, noShift)
  known.set(hour, spread)
  return judge(flow, recent, noShift, spread)
}
const kindsAt = (simulated: Simulated, now: number): VolumeKind[] =>
  (verdictAt(simulated, now)?.breaks ?? []).map(({ kind }) => kind)

/** Its counts from a day on, changed. */
const broken = (simulated: Simulated, fromDay: number, change: (count: number) => number) => ({
  ...simulated,
  tens: simulated.tens.map((count, i) => (i >= fromDay * TENS_A_DAY ? change(count) : count)),
})

const cases = fc.record({
  perHour: fc.constantFrom(5, 30, 120, 600, 3_000),
  seed: fc.integer({ min: 1, max: 1e9 }),
  scatter: fc.constantFrom(0, 0.1, 0.2, 0.3),
})

test('a busy event that falls silent is told within three quarters of an hour, however it scatters', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 8 * 24, max: 28 * 24 }), (of, hour) => {
      // At three in the afternoon: some hundreds an hour.
      const at = hour - (hour % 24) + 15
      const whole = simulate({ ...of, perHour: Math.max(200, of.perHour), days: 30 })
      const silent = broken(whole, at / 24, () => 0)
      expect(kindsAt(silent, whole.startMs + (at + 0.75) * HOUR_MS)).toEqual(['silence'])
    }),
    { numRuns: 40 },
  )
})

test('nobody is called silent before enough was missed, at night least of all', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
      const rare = broken(simulate({ perHour: 2, days: 30, seed }), 28, () => 0)
      expect(kindsAt(rare, rare.startMs + 28 * DAY_MS + 3 * HOUR_MS)).toEqual([])
    }),
    { numRuns: 20 },
  )
})

test('what is younger than a week is learned, not judged', () => {
  const young = broken(simulate({ perHour: 600, days: 8, seed: 3 }), 6, () => 0)
  expect(verdictAt(young, young.startMs + 6.9 * DAY_MS)).toBeUndefined()
})

test('a source that grows from nothing never alarms', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
      const steady = simulate({ perHour: 200, days: 35, seed })
      const growing = {
        ...steady,
        tens: steady.tens.map((count, i) => Math.round(count * (i / steady.tens.length))),
      }
      for (let day = 1; day <= 34; day++)
        for (const hour of [9, 21])
          expect(kindsAt(growing, growing.startMs + day * DAY_MS + hour * HOUR_MS)).toEqual([])
    }),
    { numRuns: 10 },
  )
})

test('twice as many of everything is expected to be twice as many', () => {
  fc.assert(
    fc.property(cases, fc.integer({ min: 2, max: 9 }), (of, times) => {
      const { flow } = knownAt(simulate({ ...of, days: 29 }), Date.UTC(2026, 2, 2))
      const more = { ...flow, counts: flow.counts.map((count) => count * times) }
      const hour = flow.firstHour + flow.counts.length
      const [one, other] = [expectedAt(flow, hour, noShift), expectedAt(more, hour, noShift)]
      expect(other?.mean).toBeCloseTo((one?.mean ?? 0) * times, 6)
    }),
    { numRuns: 30 },
  )
})

test('a broken day among four weeks changes neither what is expected nor the spread by much', () => {
  const { flow } = knownAt(
    simulate({ perHour: 300, days: 29, seed: 7, scatter: 0.1 }),
    Date.UTC(2026, 2, 2),
  )
  const counts = flow.counts.map((count, i) => (i >= 500 && i < 524 ? 0 : count))
  const hour = flow.firstHour + flow.counts.length
  const usual = expectedAt(flow, hour, noShift)?.mean ?? 0
  const after = expectedAt({ ...flow, counts }, hour, noShift)?.mean ?? 0
  expect(Math.abs(after - usual) / usual).toBeLessThan(0.2)
  expect(dispersionOf({ ...flow, counts }, noShift)).toBeLessThan(3 * dispersionOf(flow, noShift))
})

test('an hour of the week is the wall clock’s, over a change to summer time too', () => {
  const counts = Array.from({ length: 672 }, (_, i) => (i % 24 === 9 ? 100 : 10))
  const flow = { firstHour: 0, counts }
  const summer = (hour: number) => (hour >= 672 ? 60 : 0)
  expect(expectedAt(flow, 672 + 8, summer)?.mean).toBe(100)
  expect(expectedAt(flow, 672 + 9, summer)?.mean).toBe(10)
})

describe('four weeks learned, a fifth with breaks put in', () => {
  const shops = Array.from({ length: 12 }, (_, i) => ({
    perHour: [20, 60, 200, 1_000][i % 4] ?? 20,
    ...{ seed: 101 + i * 7_919, scatter: [0.05, 0.15, 0.25][i % 3] ?? 0, days: 36 },
  }))
  const looks = (from: number, days: number) =>
    Array.from({ length: days * TENS_A_DAY }, (_, i) => from + i * TEN_MS)

  test('of 12,096 looks at unbroken weeks none tells a break', () => {
    let falseAlarms = 0
    for (const shop of shops) {
      const whole = simulate(shop)
      for (const now of looks(whole.startMs + 28 * DAY_MS, 7))
        if (kindsAt(whole, now).length > 0) falseAlarms++
    }
    expect(falseAlarms).toBe(0)
  })

  const breaks: [VolumeKind, (count: number) => number][] = [
    ['silence', () => 0],
    ['drop', (count) => Math.round(count * 0.3)],
    ['surge', (count) => Math.round(count * 3.5)],
  ]
  const busy = shops.filter(({ perHour }) => perHour >= 60)
  test.each(breaks)('%s: every one of 60 an hour or more is told in a day', (kind, change) => {
    const found = busy.filter((shop) => {
      const whole = broken(simulate(shop), 29, change)
      return looks(whole.startMs + 29 * DAY_MS, 1).some((now) => kindsAt(whole, now).includes(kind))
    })
    expect(found).toHaveLength(busy.length)
  })
})

test('what comes back as it was is recovered; what is still broken is not', () => {
  const whole = simulate({ perHour: 300, days: 30, seed: 11 })
  const noon = whole.startMs + 29 * DAY_MS + 12 * HOUR_MS
  expect(verdictAt(whole, noon)?.recovered).toEqual(['silence', 'drop', 'surge'])
  expect(
    verdictAt(
      broken(whole, 29, () => 0),
      noon,
    )?.recovered,
  ).toEqual(['surge'])
  expect(
    verdictAt(
      broken(whole, 29, (n) => Math.round(n * 0.3)),
      noon,
    )?.recovered,
  ).toEqual(['surge'])
  expect(
    verdictAt(
      broken(whole, 29, (n) => n * 3),
      noon,
    )?.recovered,
  ).toEqual(['silence', 'drop'])
})
