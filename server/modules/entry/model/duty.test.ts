import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMs, HOUR_MS, MINUTE_MS } from '#kernel/time.ts'
import { DutyPlan, nextDutyAt, servingNow } from './duty.ts'
import { isWithin, nextEdge } from './hours.ts'

const ZONE = 'Asia/Shanghai'
/** A Friday. */
const at = (clock: string, day = '2026-11-27') => new Date(`${day}T${clock}:00+08:00`)
const WEEK = [1, 2, 3, 4, 5]

const plan = (over: Partial<DutyPlan> = {}): DutyPlan => DutyPlan.parse(over)
const shifts = [
  { weekdays: WEEK, from: '09:00', to: '18:00', staff: ['lin', 'zhou'] },
  { weekdays: [6, 7], from: '10:00', to: '16:00', staff: ['xu'] },
]
const serving = (p: DutyPlan, now: Date, added: Record<string, number> = {}) =>
  servingNow(p, ['lin', 'zhou', 'xu'], { now, addedToday: new Map(Object.entries(added)) })

test('without shifts the staff of the code is always on duty', () => {
  expect(serving(plan(), at('03:00'))).toEqual({ users: ['lin', 'zhou', 'xu'], standing: 'duty' })
})

test('shifts by weekday and hour, and stand-ins outside of them', () => {
  const p = plan({ shifts, standIns: ['night'] })
  expect(serving(p, at('09:00')).users).toEqual(['lin', 'zhou'])
  expect(serving(p, at('17:59')).users).toEqual(['lin', 'zhou'])
  expect(serving(p, at('18:00'))).toEqual({ users: ['night'], standing: 'stand_in' })
  expect(serving(p, at('11:00', '2026-11-28')).users).toEqual(['xu'])
})

test('a shift past midnight belongs to the day it began on', () => {
  const night = { weekdays: [5], from: '22:00', to: '02:00', staff: ['owl'] }
  expect(isWithin(night, at('23:30'), ZONE)).toBe(true)
  expect(isWithin(night, at('01:59', '2026-11-28'), ZONE)).toBe(true)
  expect(isWithin(night, at('02:00', '2026-11-28'), ZONE)).toBe(false)
  expect(isWithin(night, at('01:00'), ZONE)).toBe(false)
  expect(isWithin({ ...night, from: '20:00', to: '24:00' }, at('23:59'), ZONE)).toBe(true)
})

test('whoever has had enough for today is left out; then stand-ins; then better too many than nobody', () => {
  const p = plan({ shifts, dailyCaps: { lin: 10, zhou: 5, night: 3 }, standIns: ['night'] })
  expect(serving(p, at('10:00'), { zhou: 5 }).users).toEqual(['lin'])
  expect(serving(p, at('10:00'), { zhou: 5, lin: 10 })).toEqual({
    ...{ users: ['night'], standing: 'stand_in' },
  })
  expect(serving(p, at('10:00'), { zhou: 5, lin: 10, night: 3 })).toEqual({
    ...{ users: ['lin', 'zhou'], standing: 'nobody' },
  })
})

test('an even share: whoever is ahead waits until the others have caught up', () => {
  const p = plan({ balance: 'even' })
  expect(serving(p, at('10:00'), { lin: 3, zhou: 1 }).users).toEqual(['xu', 'zhou'])
  expect(serving(p, at('10:00'), { lin: 3, zhou: 2, xu: 2 }).users).toEqual(['zhou', 'xu', 'lin'])
})

test('the next change is an edge of a shift, or midnight where caps count', () => {
  expect(nextDutyAt(plan({ shifts }), at('10:00'))).toEqual(at('16:00'))
  expect(nextDutyAt(plan({ shifts }), at('18:00'))).toEqual(at('09:00', '2026-11-28'))
  expect(nextDutyAt(plan(), at('10:00'))).toBeUndefined()
  expect(nextDutyAt(plan({ dailyCaps: { lin: 1 } }), at('10:00'))).toEqual(
    at('00:00', '2026-11-28'),
  )
})

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`)
const hours = fc.record({
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  from: clock,
  to: fc.oneof(clock, fc.constant('24:00')),
})

test('between two edges nothing changes', () => {
  fc.assert(
    fc.property(
      fc.array(hours, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 14 * 24 * 60 }),
      fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York'),
      (all, minutes, zone) => {
        const now = addMs(at('00:00'), minutes * MINUTE_MS)
        const edge = nextEdge(all, now, zone) ?? addMs(now, 24 * HOUR_MS)
        const states = (moment: Date) => all.map((one) => isWithin(one, moment, zone))
        const before = addMs(edge, -MINUTE_MS)
        if (before > now) expect(states(before)).toEqual(states(now))
        expect(edge > now).toBe(true)
      },
    ),
  )
})

test('a code always has somebody', () => {
  const users = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 })
  const any = fc.record({
    shifts: fc.array(fc.tuple(hours, users).map(([h, staff]) => ({ ...h, staff }))),
    dailyCaps: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 3 })),
    standIns: fc.uniqueArray(fc.constantFrom('c', 'd', 'e')),
    balance: fc.constantFrom('any' as const, 'even' as const),
  })
  const load = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    fc.integer({ min: 0, max: 5 }),
  )
  fc.assert(
    fc.property(any, users, load, (over, staff, added) => {
      const addedToday = new Map(Object.entries(added))
      const now = at('12:00')
      const p = plan(over)
      const { users: who, standing } = servingNow(p, staff, { now, addedToday })
      expect(who.length).toBeGreaterThan(0)
      const known = new Set([...staff, ...p.standIns, ...p.shifts.flatMap((s) => s.staff)])
      for (const user of who) expect(known.has(user)).toBe(true)
      if (standing !== 'nobody')
        for (const user of who)
          expect(addedToday.get(user) ?? 0).toBeLessThan(p.dailyCaps[user] ?? Infinity)
    }),
  )
})
