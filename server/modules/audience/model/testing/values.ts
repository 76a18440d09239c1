import { HOUR_MS } from '#kernel/time.ts'
import fc from 'fast-check'

/*
 * Few names, few values and few instants, so that conditions meet the histories they are about, and
 * meet them on the edge: times lie on a grid of hours, give or take a millisecond.
 */
export const START = Date.UTC(2026, 0, 5)
const STEP_HOURS = 6
const STEPS = 16

export const instant: fc.Arbitrary<Date> = fc
  .tuple(fc.nat(STEPS), fc.constantFrom(0, 0, 0, 0, -1, 1))
  .map(([step, ms]) => new Date(START + step * STEP_HOURS * HOUR_MS + ms))
export const EVENTS = ['view', '下单']
export const PATHS = ['price', 'to.city', 'a.b.c', '商品 名-1']
export const TAGS = ['vip', '童书', "it's `quoted` \\"]
export const NAMES = ['肤质', 'a.b', "o'clock"]

/** 1.005 × 10 000 is a little less than 10 050: rounding shows. */
export const PRICES = [1.005, 5, 0.1, -3]

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
const isBeyondIntegers = (n: number): boolean =>
  (n >= 2 ** 64 && n < 1e21) || (n < -(2 ** 63) && n > -1e21)

const numbers = [0, -0, 1, 5, 5.5, 0.1, 0.30000000000000004, -3, 1e12, 2 ** 53, 2 ** 63, 1e300]
export const word = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...odd, ...dates) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
)
export const num = fc
  .oneof(
    { weight: 4, arbitrary: fc.constantFrom(...numbers) },
    { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  )
  .filter((n) => !isBeyondIntegers(n))
export const scalar = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<string | number | boolean>('5', 5, '上海', true, 0.1) },
  { weight: 1, arbitrary: fc.oneof(word, num, fc.boolean()) },
)

/** Whatever JSON may hold. */
export const json: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.oneof(word, num, fc.boolean()) },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.array(fc.constantFrom(...odd, null), { maxLength: 3 }),
      fc.array(fc.constantFrom<unknown>('上海', 5, null, true, ['x'], { b: 1 }), { maxLength: 2 }),
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, {}, { b: { c: 5 } }, { city: '上海' }) },
)
