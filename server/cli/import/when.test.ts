import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readWhen } from './when.ts'

const shanghai = { format: undefined, timeZone: 'Asia/Shanghai' }

test.each([
  ['2026-03-01', '2026-02-28T16:00:00.000Z'],
  ['2026-03-01 08:30', '2026-03-01T00:30:00.000Z'],
  ['2026-03-01T08:30:15', '2026-03-01T00:30:15.000Z'],
  ['2026-03-01T08:30:15Z', '2026-03-01T08:30:15.000Z'],
  ['2026-03-01T08:30:15+02:00', '2026-03-01T06:30:15.000Z'],
])('without a format, %s is the instant %s', (text, expected) =>
  expect(readWhen(text, shanghai)?.toISOString()).toBe(expected),
)

test.each(['', 'yesterday', '2026-02-30', '2026-13-01', '2026-03-01 25:00', '12/1/2010'])(
  '“%s” is no time',
  (text) => expect(readWhen(text, shanghai)).toBeUndefined(),
)

test('a format says all there is: its Z is a letter, and the time is the shop’s own', () => {
  const format = 'YYYY-MM-DDTHH:mm:ssZ'
  const london = { format, timeZone: 'Europe/London' }
  expect(readWhen('2011-07-01T12:00:00Z', london)?.toISOString()).toBe('2011-07-01T11:00:00.000Z')
})

test('American dates, digits without marks and seconds since 1970 are read when asked for', () => {
  const at = (text: string, format: string) =>
    readWhen(text, { format, timeZone: 'UTC' })?.toISOString()
  expect(at('12/1/2010 8:26', 'MM/DD/YYYY HH:mm')).toBe('2010-12-01T08:26:00.000Z')
  expect(at('19970101', 'YYYYMMDD')).toBe('1997-01-01T00:00:00.000Z')
  expect(at('1700000000', 'unix')).toBe('2023-11-14T22:13:20.000Z')
  expect(at('1700000000000', 'unix_ms')).toBe('2023-11-14T22:13:20.000Z')
  expect(at('', 'unix')).toBeUndefined()
})

test('what a zone writes down is read back as the same instant', () => {
  const instants = fc.date({
    min: new Date('1995-01-01'),
    max: new Date('2040-01-01'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(instants, (at) => {
      const local = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)
      const seconds = Math.floor(at.getTime() / 1_000) * 1_000
      expect(readWhen(local, shanghai)?.getTime()).toBe(seconds)
    }),
  )
})
