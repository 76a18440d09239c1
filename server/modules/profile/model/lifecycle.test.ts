import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMs } from '#kernel/time.ts'
import { DEFAULT_RULES, nextChangeAt, stageOf, tierOf } from './lifecycle.ts'
import type { Behaviour } from './lifecycle.ts'

const DAY0 = new Date('2026-01-01T00:00:00Z')
const someone = (over: Partial<Behaviour> = {}): Behaviour => ({
  createdAt: DAY0,
  lastSeenAt: DAY0,
  orders: 0,
  paidFen: 0,
  lastOrderAt: undefined,
  ...over,
})

describe('stages', () => {
  test.each([
    ['a newcomer is new', someone(), 0, 'new'],
    ['on day 7 she is no longer new', someone({ lastSeenAt: addDays(DAY0, 6) }), 7, 'active'],
    ['unseen for 14 days she is silent', someone(), 14, 'silent'],
    ['unseen for 60 days she is lost', someone(), 60, 'lost'],
    [
      'who bought lately is paying, even on her first day',
      someone({ orders: 1, paidFen: 100, lastOrderAt: DAY0 }),
      0,
      'paying',
    ],
    [
      'who bought long ago but is around is active',
      someone({ orders: 1, lastOrderAt: DAY0, lastSeenAt: addDays(DAY0, 89) }),
      90,
      'active',
    ],
    [
      'a buyer who is not seen falls silent too',
      someone({ orders: 1, lastOrderAt: DAY0 }),
      20,
      'silent',
    ],
  ])('%s', (_, person, day, stage) =>
    expect(stageOf(person, DEFAULT_RULES, addDays(DAY0, day))).toBe(stage),
  )
})

describe('tiers', () => {
  const buyer = (over: Partial<Behaviour>) =>
    someone({ orders: 1, paidFen: 5_000, lastOrderAt: DAY0, ...over })
  test.each([
    ['nobody has a tier before the first order', someone(), 0, undefined],
    ['one small order is ordinary', buyer({}), 1, 'ordinary'],
    ['300 yuan in all is quality', buyer({ paidFen: 30_000 }), 1, 'quality'],
    ['four orders are loyal', buyer({ orders: 4 }), 1, 'loyal'],
    ['no order for 90 days is low frequency', buyer({ orders: 4 }), 90, 'low_frequency'],
    ['no order for a year is lost', buyer({ orders: 4 }), 365, 'lost'],
  ])('%s', (_, person, day, tier) =>
    expect(tierOf(person, DEFAULT_RULES, addDays(DAY0, day))).toBe(tier),
  )
})

test('between now and the due instant neither stage nor tier changes', () => {
  const ageMs = fc.integer({ min: 0, max: 500 * 86_400_000 })
  fc.assert(
    fc.property(
      ageMs,
      ageMs,
      fc.option(ageMs, { nil: undefined }),
      fc.nat(6),
      ageMs,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (created, seen, ordered, orders, nowMs, at) => {
        const person = someone({
          createdAt: addMs(DAY0, created),
          lastSeenAt: addMs(DAY0, created + seen),
          orders: ordered === undefined ? 0 : orders + 1,
          lastOrderAt: ordered === undefined ? undefined : addMs(DAY0, created + ordered),
        })
        const now = addMs(DAY0, created + seen + (ordered ?? 0) + nowMs)
        const due = nextChangeAt(person, DEFAULT_RULES, now)
        const end = due ? due.getTime() - 1 : now.getTime() + 4_000 * 86_400_000
        const then = new Date(now.getTime() + Math.floor((end - now.getTime()) * at))
        expect(stageOf(person, DEFAULT_RULES, then)).toBe(stageOf(person, DEFAULT_RULES, now))
        expect(tierOf(person, DEFAULT_RULES, then)).toBe(tierOf(person, DEFAULT_RULES, now))
      },
    ),
  )
})
