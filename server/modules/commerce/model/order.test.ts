import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ACTS, LIFECYCLE, STATES } from './lifecycle.ts'
import { decide } from './order.ts'
import type { Order, Source } from './order.ts'
import { OrderInput } from './order-input.ts'
import { decideRefund } from './refund.ts'
import type { KnownRefund, Refundable } from './refund.ts'

const paidAt = '2026-03-01T10:00:00Z'
const order = (over: Record<string, unknown> = {}) =>
  OrderInput.parse({
    orderId: 'o1',
    paidAt,
    payFen: 9_900,
    products: [{ productId: 'p1', quantity: 2, priceFen: 4_950 }],
    identifiers: [{ kind: 'user_id', value: 'u1' }],
    ...over,
  })

function tell(...told: [OrderInput, Source][]) {
  let known: Order | undefined
  let last = 'new'
  for (const [input, source] of told) {
    const decision = decide(known, input, source)
    last = decision.kind
    if ('order' in decision) known = decision.order
  }
  return { known, last }
}

const CASES = STATES.flatMap((state) => ACTS.map((act) => [state, act] as const))
test.each(CASES)('%s × %s leads somewhere', (state, act) =>
  expect([...STATES, 'no_change', 'refused']).toContain(LIFECYCLE[state][act]),
)

test('money once given back whole is the end', () => {
  expect(Object.values(LIFECYCLE.refunded).every((n) => n === 'no_change' || n === 'refused')).toBe(
    true,
  )
})

test.each([
  ['fen', { payFen: 4_210 }, 4_210],
  ['yuan as a number', { payFen: undefined, payAmount: 42.1 }, 4_210],
  ['yuan as text', { payFen: undefined, payAmount: '1,042.10' }, 104_210],
  ['both, agreeing', { payFen: 4_210, payAmount: 42.1 }, 4_210],
])('an amount comes in as %s', (_, over, fen) => expect(order(over).payFen).toBe(fen))

test.each([
  ['no amount at all', { payFen: undefined }, 'payFen'],
  ['two amounts that differ', { payFen: 1, payAmount: 2 }, 'payAmount'],
  ['no time of payment', { paidAt: undefined }, 'paidAt'],
  ['nobody', { identifiers: [] }, 'identifiers'],
  [
    'identifiers that identify nobody',
    { identifiers: [{ kind: 'user_id', value: 'undefined' }] },
    'identifiers',
  ],
])('an order with %s names the field', (_, over, field) => {
  const parsed = OrderInput.safeParse({
    orderId: 'o1',
    paidAt,
    payFen: 9_900,
    identifiers: [{ kind: 'user_id', value: 'u1' }],
    ...over,
  })
  expect(parsed.error?.issues[0]?.path[0]).toBe(field)
})

test('the same story again changes nothing', () => {
  const { last } = tell([order(), 'api'], [order(), 'api'])
  expect(last).toBe('same')
})

test('an offset of time zones is no difference', () => {
  expect(tell([order(), 'api'], [order({ paidAt: '2026-03-01T18:00:00+08:00' }), 'api']).last).toBe(
    'same',
  )
})

test('another amount, product or time is a contradiction with the field named', () => {
  for (const [field, over] of [
    ['payFen', { payFen: 1 }],
    ['products', { products: [{ productId: 'p2' }] }],
    ['paidAt', { paidAt: '2026-03-02T10:00:00Z' }],
  ] as const) {
    const known = tell([order(), 'api']).known
    const decision = decide(known, order(over), 'api')
    expect(decision).toMatchObject({ kind: 'contradiction', difference: [{ field }] })
  }
})

test('a report of submitting that comes late changes nothing', () => {
  const { known, last } = tell(
    [order(), 'api'],
    [order({ status: 'submitted', paidAt: undefined, payFen: 12_000 }), 'api'],
  )
  expect(last).toBe('same')
  expect(known?.state).toBe('paid')
})

test('submitted, then paid for less: a coupon was used', () => {
  const { known } = tell(
    [order({ status: 'submitted', paidAt: undefined, payFen: 12_000 }), 'api'],
    [order(), 'api'],
  )
  expect(known).toMatchObject({ state: 'paid', payFen: 9_900 })
})

test('the shop’s own telling replaces what a browser saw, but not the money', () => {
  const seen = order({ paidAt: '2026-03-01T10:00:03Z', products: [] })
  expect(tell([seen, 'event'], [order(), 'api'])).toMatchObject({
    last: 'same',
    known: { source: 'api', paidAt: '2026-03-01T10:00:00.000Z', products: [{ productId: 'p1' }] },
  })
  expect(tell([seen, 'event'], [order({ payFen: 1 }), 'api']).last).toBe('contradiction')
})

test('what a browser says later contradicts only by money', () => {
  expect(tell([order(), 'api'], [order({ paidAt: '2026-03-01T10:00:03Z' }), 'event']).last).toBe(
    'same',
  )
  expect(tell([order(), 'api'], [order({ payFen: 1 }), 'event']).last).toBe('contradiction')
})

/** A till that simply adds up, as the reference. */
test('refunds in any number, order and repetition never exceed what was paid', () => {
  const refund = fc.record({
    refundId: fc.constantFrom('r1', 'r2', 'r3', 'r4'),
    orderId: fc.constant('o1'),
    refundFen: fc.integer({ min: 1, max: 60 }),
  })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.array(refund, { maxLength: 12 }),
      (payFen, told) => {
        let known: Refundable = { orderId: 'o1', state: 'paid', payFen, refundedFen: 0 }
        const refunds = new Map<string, KnownRefund>()
        const till = new Map<string, number>()
        for (const it of told) {
          const before = [...till.values()].reduce((a, b) => a + b, 0)
          if (!till.has(it.refundId) && before + it.refundFen <= payFen)
            till.set(it.refundId, it.refundFen)
          const decision = decideRefund(known, refunds.get(it.refundId), it)
          if (decision.kind !== 'refunded') continue
          refunds.set(it.refundId, it)
          known = { ...known, state: decision.state, refundedFen: decision.refundedFen }
        }
        const sum = [...till.values()].reduce((a, b) => a + b, 0)
        expect(known.refundedFen).toBe(sum)
        expect(known.state).toBe(
          sum === 0 ? 'paid' : sum === payFen ? 'refunded' : 'partly_refunded',
        )
      },
    ),
    { numRuns: 2_000 },
  )
})
