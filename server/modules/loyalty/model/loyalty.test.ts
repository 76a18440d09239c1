import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#kernel/time.ts'
import { COUPON_ACTS, COUPON_LIFECYCLE, discountFen, STATUSES, validityOf } from './coupon.ts'
import { decideGrant } from './decide-grant.ts'
import { ACTS, LIFECYCLE, STATES } from './grant.ts'

const GRANT_CASES = STATES.flatMap((state) => ACTS.map((act) => [state, act] as const))
test.each(GRANT_CASES)('a coupon that is %s knows what %s does', (state, act) =>
  expect([...STATES, 'no_change', 'refused']).toContain(LIFECYCLE[state][act]),
)

const BATCH_CASES = STATUSES.flatMap((status) => COUPON_ACTS.map((act) => [status, act] as const))
test.each(BATCH_CASES)('a batch that is %s knows what %s does', (status, act) =>
  expect([...STATUSES, 'no_change', 'refused']).toContain(COUPON_LIFECYCLE[status][act]),
)

test('a discount is never above the order, and nothing below the threshold', () => {
  const coupon = fc.oneof(
    fc.record({ thresholdFen: fc.nat(10_000), valueFen: fc.integer({ min: 1, max: 10_000 }) }),
    fc.record({ thresholdFen: fc.nat(10_000), percentOff: fc.integer({ min: 1, max: 99 }) }),
  )
  fc.assert(
    fc.property(coupon, fc.nat(20_000), (terms, orderFen) => {
      const off = discountFen(terms, orderFen)
      expect(off).toBeGreaterThanOrEqual(0)
      expect(off).toBeLessThanOrEqual(orderFen)
      if (orderFen < terms.thresholdFen) expect(off).toBe(0)
    }),
    { numRuns: 2_000 },
  )
})

const now = new Date('2026-03-02T02:00:00Z')
const terms = { validFrom: undefined, validUntil: undefined, validDays: undefined }
test.each([
  ['days count from the grant', { ...terms, validDays: 7 }, now, addDays(now, 7)],
  [
    'days count from the first valid day when that is later',
    { ...terms, validFrom: addDays(now, 2), validDays: 7 },
    addDays(now, 2),
    addDays(now, 9),
  ],
  ['a fixed end is the end', { ...terms, validUntil: addDays(now, 3) }, now, addDays(now, 3)],
])('%s', (_, coupon, from, until) => expect(validityOf(coupon, now)).toEqual({ from, until }))

const claim = { offered: true, over: false, stock: 1, counted: 0, limitPerPerson: 1 }
test.each([
  ['one in stock, none held', claim, 'grant'],
  ['an empty stock', { ...claim, stock: 0 }, 'out_of_stock'],
  ['her limit, even with stock', { ...claim, counted: 1 }, 'limit_reached'],
  ['a paused batch', { ...claim, offered: false }, 'not_offered'],
  ['a batch whose time is over', { ...claim, over: true }, 'not_offered'],
])('%s: %o', (_, it, kind) => expect(decideGrant(it).kind).toBe(kind))
