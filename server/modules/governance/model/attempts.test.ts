import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_FAILED, WINDOW_MS, waitSeconds } from './attempts.ts'

const at = (ms: number) => new Date(ms)

test('ten failures in the window are looked at, the eleventh waits for the first to age out', () => {
  const ten = Array.from({ length: MAX_FAILED }, (_, i) => at(i * 1_000))
  expect(waitSeconds(ten, at(10_000))).toBe(0)
  expect(waitSeconds([...ten, at(10_000)], at(10_000))).toBe((WINDOW_MS - 10_000) / 1_000)
})

test('whoever waits as long as told is looked at', () => {
  const within = fc.array(fc.integer({ min: 0, max: WINDOW_MS }), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(within, (times) => {
      const failedAt = times.toSorted((a, b) => a - b).map(at)
      const now = at(WINDOW_MS)
      const wait = waitSeconds(failedAt, now)
      const later = at(now.getTime() + wait * 1_000)
      // The refused attempt itself was taken back; the one that comes later is its own.
      const kept = failedAt.slice(0, -1).filter((t) => t.getTime() > later.getTime() - WINDOW_MS)
      expect(wait === 0 || waitSeconds([...kept, later], later) === 0).toBe(true)
    }),
  )
})
