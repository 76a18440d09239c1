import { HOUR_MS } from '#kernel/time.ts'
import fc from 'fast-check'

/*
 * Few names, few values and few instants, so that conditions meet the histories they are about, and
 * meet them on the edge: times lie on a grid of hours, give or take a millisecond.
 */
export const START = Date.UTC(2026, 0, 5)
const GRID_HOURS = 24 * 8

export const instant: fc.Arbitrary<Date> = fc
  .tuple(fc.nat(GRID_HOURS), fc.constantFrom(0, 0, 0, -1, 1, 1234))
  .map(([hour, ms]) => new Date(START + hour * HOUR_MS + ms))
export const EVENTS = ['view', 'order', '加入群']
export const PATHS = ['price', 'to.city', 'a.b.c', '$os', '商品 名-1', '0']
export const TAGS = ['vip', '童书', "it's `quoted` \\"]
export const NAMES = ['city', '肤质', 'a.b', "o'clock", 'birthday']

export const odd = [
  '',
  '5',
  'true',
  'null',
  '上海',
  '上',
  "'; DROP TABLE events --",
  '\\',
  '\n\t\0',
  '😀',
]
export const dates = [
  '2026-01-06',
  '2026-01-06T00:00:00Z',
  '2026-01-06T00:00:00.0019+08:00',
  '2024-02-30',
  '2023-02-29',
  '2026-1-6',
  '2026-01-06 00:00:00',
  '2026-01-06T24:00:00Z',
]
/** JavaScript writes these as plain integers, and ClickHouse then refuses the JSON (SPEC 10). */
const isBeyondIntegers = (n: number): boolean => Math.abs(n) >= 2 ** 63 && Math.abs(n) < 1e21

const numbers = [0, -0, 1, 5, 5.5, 0.1, 0.30000000000000004, -3, 1e12, 9_007_199_254_740_992, 1e300]
export const word = fc.oneof(
  fc.constantFrom(...odd, ...dates),
  fc.string({ unit: 'binary', maxLength: 4 }),
)
export const num = fc
  .oneof(
    { weight: 3, arbitrary: fc.constantFrom(...numbers) },
    { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  )
  .filter((n) => !isBeyondIntegers(n))
export const scalar = fc.oneof(word, num, fc.boolean())
