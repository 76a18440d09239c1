import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, DEFAULT_TIME_ZONE, HOUR_MS, localTime } from '#kernel/time.ts'
import { dice } from '../random.ts'
import { BOOKS } from '../shop/books.ts'
import { CATEGORIES, STAFF } from '../shop/brand.ts'
import { ACCOUNTS } from '../shop/matrix.ts'
import { atWork } from '../driver/acts-staff.ts'
import { plan, takeDue } from '../driver/agenda.ts'
import type { Agendum } from '../driver/agenda.ts'
import { mayReceive } from '../wecom/cap.ts'
import { read, subjectsOf } from './decisions.ts'
import { nextHabitMs, nextOnPhoneMs } from './habits.ts'
import { newLife } from './life.ts'
import type { Life, Message } from './life.ts'
import { population } from './population.ts'

const seeds = fc.integer({ min: 0, max: 1_000_000 })

test('everybody is somebody else, and the same seed makes the same people', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const people = population(seed, 60)
      expect(population(seed, 60)).toEqual(people)
      for (const key of [
        'id',
        'phone',
        'unionid',
        'openid',
        'externalUserId',
        'anonymousId',
      ] as const)
        expect(new Set(people.map((person) => person[key])).size).toBe(60)
    }),
    { numRuns: 20 },
  )
})

test('phones are of the invented range, interests lie between 0 and 1, friends exist and are others', () => {
  const people = population(1, 600)
  const ids = new Set(people.map((person) => person.id))
  for (const person of people) {
    expect(person.phone).toMatch(/^1990000\d{4}$/)
    expect(person.platforms.length).toBeGreaterThan(0)
    for (const interest of Object.values(person.interests)) {
      expect(interest).toBeGreaterThan(0)
      expect(interest).toBeLessThanOrEqual(1)
    }
    expect(person.friends).not.toContain(person.id)
    for (const friend of person.friends) expect(ids.has(friend)).toBe(true)
  }
})

test('messages move most people, leave some cold and put some off', () => {
  const effects = population(1, 600).map((person) => person.truth.treatmentEffect)
  const share = (test: (effect: number) => boolean) => effects.filter(test).length / effects.length
  expect(share((effect) => effect < 0)).toBeGreaterThan(0.05)
  expect(share((effect) => effect < 0)).toBeLessThan(0.15)
  expect(share((effect) => effect > 0.04)).toBeGreaterThan(0.7)
})

test('the shop has about sixty books on every shelf, with unique ids and whole prices', () => {
  expect(BOOKS).toHaveLength(60)
  expect(new Set(BOOKS.map((book) => book.title)).size).toBe(60)
  for (const category of CATEGORIES)
    expect(BOOKS.filter((book) => book.category === category).length).toBeGreaterThanOrEqual(7)
  for (const book of BOOKS) expect(Number.isInteger(book.priceFen)).toBe(true)
  expect(ACCOUNTS.map((account) => account.platform).toSorted()).toEqual(
    ['大众点评', '小红书', '小红书', '抖音', '知乎'].toSorted(),
  )
})

test('nobody is on the phone in deep night, and always later than now', () => {
  const [person] = population(3, 1)
  if (!person) throw new Error('nobody')
  fc.assert(
    fc.property(seeds, fc.integer({ min: 0, max: 400 * 24 }), (seed, hours) => {
      const now = Date.UTC(2026, 0, 1) + hours * HOUR_MS
      for (const at of [
        nextOnPhoneMs(person, now, dice(seed, 'x')),
        nextHabitMs(person, now, 3, dice(seed, 'y')),
      ]) {
        expect(at).toBeGreaterThan(now)
        expect(localTime(new Date(at), DEFAULT_TIME_ZONE).hour).toBeGreaterThanOrEqual(8)
      }
    }),
  )
})

test('staff look at their tasks only at work', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000 }), fc.nat(2), (hours, i) => {
      const staff = STAFF[i] ?? STAFF[0]
      const now = Date.UTC(2026, 0, 1) + hours * HOUR_MS
      const at = atWork(staff, now)
      const { hour } = localTime(new Date(at), DEFAULT_TIME_ZONE)
      expect(at).toBeGreaterThanOrEqual(now)
      expect(hour).toBeGreaterThanOrEqual(staff.worksFrom)
      expect(hour).toBeLessThan(staff.worksTo)
    }),
  )
})

const letter = (text: string): Message => ({
  id: 'm',
  atMs: 0,
  channel: 'wecom_mass',
  from: 'x',
  text,
  links: ['https://siyu.test/s/1'],
  readMs: undefined,
  openedMs: undefined,
})

/** Of many people, how many open it, how many leave. */
function outcome(text: (loved: string) => string, lifeOf: () => Life) {
  const people = population(5, 400)
  const readings = people.map((person) => {
    const loved = Object.entries(person.interests).toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? ''
    return read(person, lifeOf(), letter(text(loved)), DAY_MS, dice(5, person.id))
  })
  return {
    opened: readings.filter((reading) => reading.opens).length,
    left: readings.filter((reading) => reading.leaves).length,
  }
}

test('what fits is opened more than what does not, and a coupon helps', () => {
  const fitting = outcome((loved) => `${loved}新书`, newLife)
  const other = outcome((loved) => `${CATEGORIES.find((c) => c !== loved)}新书`, newLife)
  const coupon = outcome((loved) => `${loved}新书,送你一张券`, newLife)
  expect(fitting.opened).toBeGreaterThan(other.opened * 1.3)
  expect(coupon.opened).toBeGreaterThan(fitting.opened)
})

test('the worn-out open less and leave; the rested stay', () => {
  const rested = outcome(() => '新书', newLife)
  const worn = outcome(
    () => '新书',
    () => ({ ...newLife(), fatigue: 14, fatigueAtMs: DAY_MS }),
  )
  const recovered = outcome(
    () => '新书',
    () => ({ ...newLife(), fatigue: 14, fatigueAtMs: DAY_MS - 40 * DAY_MS }),
  )
  expect(rested.left).toBe(0)
  expect(worn.left).toBeGreaterThan(80)
  expect(worn.opened).toBeLessThan(rested.opened)
  expect(recovered.left).toBe(0)
})

test('texts speak of shelves by name and of books by title or id', () => {
  expect(subjectsOf('本周童书与科幻')).toEqual(['童书', '科幻'])
  expect(subjectsOf('读《盐与长安》')).toEqual(['历史'])
  expect(subjectsOf('https://x/shop/books/bk001')).toEqual(['童书'])
  expect(subjectsOf('hello')).toEqual([])
})

test('the agenda gives back everything in order, however it was filled', () => {
  const item = fc.record({
    atMs: fc.integer({ min: 0, max: 50 }),
    who: fc.constantFrom('p1', 'p2', 'p3'),
    plan: fc.constantFrom({ kind: 'feed' as const }, { kind: 'visit' as const }),
  })
  fc.assert(
    fc.property(fc.array(item), fc.integer({ min: 0, max: 50 }), (items, until) => {
      const agenda: Agendum[] = []
      for (const one of items) plan(agenda, one)
      const taken: Agendum[] = []
      for (let due = takeDue(agenda, until); due; due = takeDue(agenda, until)) taken.push(due)
      const sortKey = (a: Agendum) => `${String(a.atMs).padStart(3, '0')}|${a.who}|${a.plan.kind}`
      const expected = items
        .filter((one) => one.atMs <= until)
        .map(sortKey)
        .toSorted()
      expect(taken.map(sortKey)).toEqual(expected)
      expect(agenda).toHaveLength(items.length - taken.length)
    }),
  )
})

test.each([
  ['month_days', 27, true],
  ['month_days', 28, false],
  ['legacy_4', 4, false],
  ['week_7', 6, true],
  ['week_7', 7, false],
  ['day_1', 1, false],
] as const)('under %s, after %i messages today one more is %s', (rule, count, allowed) => {
  const now = Date.parse('2026-02-20T12:00:00+08:00')
  expect(mayReceive(rule, Array(count).fill(now - HOUR_MS), now)).toBe(allowed)
})

test('a new month in China begins at midnight there, and the count with it', () => {
  const last = Date.parse('2026-02-28T23:59:00+08:00')
  const next = Date.parse('2026-03-01T00:01:00+08:00')
  expect(mayReceive('legacy_4', Array(4).fill(last), last)).toBe(false)
  expect(mayReceive('legacy_4', Array(4).fill(last), next)).toBe(true)
})
