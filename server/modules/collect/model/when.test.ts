import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, addMs } from '#kernel/time.ts'
import { happenedAt, stamp } from './when.ts'

const receivedAt = new Date('2026-03-02T02:00:00Z')
const at = (client: string | undefined, sent: string | undefined, history = false) =>
  happenedAt({
    client: client === undefined ? undefined : new Date(client),
    sent: sent === undefined ? undefined : new Date(sent),
    receivedAt,
    history,
  }).toISOString()

test('a clock three days ahead is put right', () => {
  expect(at('2026-03-05T01:59:50Z', '2026-03-05T02:00:00Z')).toBe('2026-03-02T01:59:50.000Z')
})
test('a clock two hours behind is put right', () => {
  expect(at('2026-03-01T23:59:50Z', '2026-03-02T00:00:00Z')).toBe('2026-03-02T01:59:50.000Z')
})
test('less than a minute between the clocks is the network', () => {
  expect(at('2026-03-02T01:59:20Z', '2026-03-02T01:59:30Z')).toBe('2026-03-02T01:59:20.000Z')
})
test('without a stamp it happened when it arrived', () => {
  expect(at(undefined, '2026-03-02T01:00:00Z')).toBe(receivedAt.toISOString())
})
test('a day ahead or ten years back is no time but a mistake, except in an import', () => {
  expect(at('2026-03-04T02:00:00Z', undefined)).toBe(receivedAt.toISOString())
  expect(at('2010-12-01T08:26:00Z', undefined)).toBe(receivedAt.toISOString())
  expect(at('2010-12-01T08:26:00Z', undefined, true)).toBe('2010-12-01T08:26:00.000Z')
  expect(at('2011-06-01T00:00:00Z', '2026-03-01T00:00:00Z', true)).toBe('2011-06-01T00:00:00.000Z')
})

test('whatever the clocks say, nothing is more than a day ahead', () => {
  const date = fc.date({ noInvalidDate: true })
  fc.assert(
    fc.property(
      fc.option(date, { nil: undefined }),
      fc.option(date, { nil: undefined }),
      fc.boolean(),
      (client, sent, history) => {
        const happened = happenedAt({ client, sent, receivedAt, history })
        expect(happened.getTime()).toBeLessThanOrEqual(addMs(receivedAt, DAY_MS).getTime())
        expect(happened.getTime()).toBeGreaterThanOrEqual(Date.UTC(1900, 0, 1))
      },
    ),
  )
})

test.each([
  ['2026-03-02T10:00:00+08:00', '2026-03-02T02:00:00.000Z'],
  ['2026-03-02T10:00:00', '2026-03-02T10:00:00.000Z'],
  ['2026-03-02 10:00:00', '2026-03-02T10:00:00.000Z'],
  ['2026-03-02', '2026-03-02T00:00:00.000Z'],
  [1772416800, '2026-03-02T02:00:00.000Z'],
  [1772416800000, '2026-03-02T02:00:00.000Z'],
  ['1772416800000', '2026-03-02T02:00:00.000Z'],
])('%s is a time, whatever the zone of this machine', (given, iso) => {
  const read = stamp(given)
  expect(read instanceof Date && read.toISOString()).toBe(iso)
})

test.each(['yesterday', '2026-13-45', 'NaN', {}, [], true, Infinity, '99999999999999999999'])(
  '%s is no time',
  (given) => expect(stamp(given)).toBe('bad'),
)
test.each([undefined, null, ''])('%s is none', (given) => expect(stamp(given)).toBeUndefined())
