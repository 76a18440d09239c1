import { describe, expect, test } from 'vitest'
import { before, instantsOf, readRange, writeRange } from './range.ts'

const ZONE = 'Asia/Shanghai'

describe('the range of a report', () => {
  test('is the last 30 days when the address says nothing', () => {
    expect(readRange({})).toEqual({ kind: 'days', days: 30 })
    expect(readRange({ days: 'many' })).toEqual({ kind: 'days', days: 30 })
  })

  test('counts today whole, in the wall clock of the workspace', () => {
    const now = new Date('2026-03-10T20:00:00Z')
    expect(instantsOf({ kind: 'days', days: 7 }, now, ZONE)).toEqual({
      from: '2026-03-04T16:00:00.000Z',
      to: '2026-03-11T16:00:00.000Z',
      timeZone: ZONE,
    })
  })

  test('from one day to another includes both', () => {
    const choice = readRange({ from: '2026-03-31', to: '2026-03-01' })
    expect(instantsOf(choice, new Date(0), ZONE)).toMatchObject({
      from: '2026-02-28T16:00:00.000Z',
      to: '2026-03-31T16:00:00.000Z',
    })
  })

  test('a day of 25 hours is one day', () => {
    const choice = readRange({ from: '2026-10-25', to: '2026-10-25' })
    expect(instantsOf(choice, new Date(0), 'Europe/Berlin')).toMatchObject({
      from: '2026-10-24T22:00:00.000Z',
      to: '2026-10-25T23:00:00.000Z',
    })
  })

  test('the period before ends where this one begins', () => {
    const range = {
      from: '2026-03-08T00:00:00.000Z',
      to: '2026-03-15T00:00:00.000Z',
      timeZone: ZONE,
    }
    expect(before(range)).toMatchObject({ from: '2026-03-01T00:00:00.000Z', to: range.from })
  })

  test('what was chosen is read back from the address', () => {
    for (const choice of [
      { kind: 'days', days: 90 },
      { kind: 'custom', from: '2026-01-01', to: '2026-01-31' },
    ] as const)
      expect(readRange(writeRange(choice))).toEqual(choice)
  })
})
