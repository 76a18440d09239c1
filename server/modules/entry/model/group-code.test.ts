import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMs, DAY_MS, HOUR_MS } from '#kernel/time.ts'
import {
  alarmsOf,
  forecastOf,
  keptGroups,
  MOST_GROUPS,
  openPlace,
  roomOf,
  standingOf,
} from './group-code.ts'
import type { Behind, Place } from './group-code.ts'

const NOW = new Date('2026-11-27T04:00:00Z')

const group = (chatId: string, members?: number): Behind => ({
  ...{ chatId, members, isDismissed: false },
})
const way = (groups: Behind[], over: Partial<Place> = {}): Place => ({
  ...{ id: groups.map(({ chatId }) => chatId).join('+'), kind: 'join_way', status: 'live' },
  ...{ groups, autoCreates: false, expiresAt: undefined, shown: 0, mostShown: undefined, ...over },
})
const uploaded = (over: Partial<Place> = {}): Place =>
  way([], { kind: 'uploaded', id: 'up', expiresAt: addMs(NOW, 3 * DAY_MS), ...over })

const calm = forecastOf(1_000, 0, 7)

test('a group is full for scans at 200, though it holds 500', () => {
  expect(standingOf(way([group('a', 199)]), 200, NOW)).toEqual({ kind: 'room', room: 1 })
  expect(standingOf(way([group('a', 200)]), 200, NOW)).toEqual({ kind: 'full' })
  expect(standingOf(way([group('a', 412)]), 200, NOW)).toEqual({ kind: 'full' })
})

test('groups that WeCom would make count, as long as fewer than five stand behind the way', () => {
  const full = (n: number) => Array.from({ length: n }, (_, i) => group(`g${i}`, 200))
  expect(standingOf(way(full(4), { autoCreates: true }), 200, NOW)).toMatchObject({ room: 199 })
  expect(standingOf(way(full(5), { autoCreates: true }), 200, NOW)).toEqual({ kind: 'full' })
})

test('an uploaded code ends when it expires, when its group is full and when it was shown enough', () => {
  expect(standingOf(uploaded(), 200, NOW)).toEqual({ kind: 'room', room: undefined })
  expect(standingOf(uploaded(), 200, addMs(NOW, 3 * DAY_MS))).toEqual({ kind: 'expired' })
  const known = { groups: [group('a', 150)], mostShown: 60, shown: 20 }
  expect(standingOf(uploaded(known), 200, NOW)).toMatchObject({ room: 40 })
  expect(standingOf(uploaded({ ...known, shown: 60 }), 200, NOW)).toEqual({ kind: 'full' })
})

test('a dismissed group lets nobody in', () => {
  const gone = { ...group('a', 3), isDismissed: true }
  expect(standingOf(way([gone]), 200, NOW)).toEqual({ kind: 'gone' })
  expect(standingOf(way([gone, group('b', 3)]), 200, NOW)).toMatchObject({ room: 197 })
})

test('who scans is led to the first that has room; what was full opens again when people leave', () => {
  const places = [way([group('a', 200)]), uploaded(), way([group('b', 5)])]
  expect(openPlace(places, 200, NOW)?.id).toBe('up')
  expect(openPlace(places, 200, addMs(NOW, 4 * DAY_MS))?.id).toBe('b')
  expect(openPlace([way([group('a', 199)]), ...places], 200, NOW)?.id).toBe('a')
})

test('full groups make room behind a way for the one that WeCom makes next', () => {
  const groups = [group('a', 200), group('b', 203), group('c', 40)]
  expect(keptGroups(groups, 200)).toEqual(['c'])
  expect(keptGroups(groups.slice(0, 2), 200)).toEqual(['b'])
  expect(keptGroups([group('a', 200), { ...group('b'), isDismissed: true }], 200)).toEqual(['a'])
})

const anyGroup = fc.record({
  chatId: fc.string({ minLength: 1 }),
  members: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
  isDismissed: fc.boolean(),
})
const anyGroups = fc.uniqueArray(anyGroup, {
  minLength: 1,
  maxLength: MOST_GROUPS,
  selector: ({ chatId }) => chatId,
})

test('whatever stands behind a way, at least one group stays and nobody who had room loses it', () => {
  fc.assert(
    fc.property(anyGroups, fc.integer({ min: 2, max: 500 }), (groups, limit) => {
      const kept = keptGroups(groups, limit)
      expect(kept.length).toBeGreaterThan(0)
      const open = groups.filter((g) => !g.isDismissed && (g.members ?? 0) < limit)
      for (const { chatId } of open) expect(kept).toContain(chatId)
      const after = way(
        groups.filter(({ chatId }) => kept.includes(chatId)),
        { autoCreates: true },
      )
      const before = way([...groups], { autoCreates: true })
      const room = (place: Place) => roomOf([place], limit, NOW) ?? 0
      expect(room(after)).toBeGreaterThanOrEqual(room(before))
    }),
  )
})

test('the forecast is what is left over what came a day, and says how sure that is', () => {
  expect(forecastOf(140, 70, 7)).toEqual({
    ...{ perDay: 10, fullInDays: 14, soonestInDays: 12.1, latestInDays: 16.5 },
  })
  expect(forecastOf(140, 0, 7)).toMatchObject({ perDay: 0, fullInDays: undefined })
  expect(forecastOf(undefined, 70, 7)).toMatchObject({ perDay: 10, fullInDays: undefined })
  // Of one person in a week nothing can be said at the slow end.
  expect(forecastOf(140, 1, 7).latestInDays).toBeUndefined()
})

test('what threatens a code is told in time, and only what does', () => {
  const code = { scanLimit: 200, kind: 'live' as const }
  const alarms = (places: Place[], forecast = calm) => alarmsOf(code, places, forecast, NOW)
  expect(alarms([way([group('a', 20)])])).toEqual([])
  expect(alarms([way([group('a', 200)])])).toEqual(['full'])
  expect(alarms([uploaded({ expiresAt: addMs(NOW, 40 * HOUR_MS) })])).toEqual(['expires_soon'])
  expect(alarms([uploaded({ expiresAt: NOW })])).toEqual(['expired'])
  // With another behind it nobody who scans notices.
  const second = way([group('b', 20)])
  expect(alarms([uploaded({ expiresAt: NOW }), second])).toEqual([])
  expect(alarms([way([group('a', 180)])], forecastOf(20, 70, 7))).toEqual(['fills_soon'])
  const gone = way([{ ...group('a'), isDismissed: true }])
  expect(alarms([gone, second])).toEqual(['gone'])
})
