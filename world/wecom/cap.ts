import { DAY_MS, localTime, DEFAULT_TIME_ZONE } from '#kernel/time.ts'
import type { Settings } from '../settings.ts'

/**
 * Whether a customer may receive one more mass message, given when she received others (ascending).
 * The rule is a setting because the documented one changed (days of the month; older: 4 a month).
 */
export function mayReceive(
  rule: Settings['massCap'],
  receivedMs: readonly number[],
  nowMs: number,
): boolean {
  switch (rule) {
    case 'month_days':
      return within(receivedMs, nowMs, sameMonth) < daysInMonth(nowMs)
    case 'legacy_4':
      return within(receivedMs, nowMs, sameMonth) < 4
    case 'week_7':
      return receivedMs.filter((ms) => nowMs - ms < 7 * DAY_MS).length < 7
    case 'day_1':
      return within(receivedMs, nowMs, sameDay) < 1
  }
}

const within = (
  receivedMs: readonly number[],
  nowMs: number,
  same: (a: number, b: number) => boolean,
): number => receivedMs.filter((ms) => same(ms, nowMs)).length

const chinese = (ms: number) => localTime(new Date(ms), DEFAULT_TIME_ZONE)

function sameMonth(a: number, b: number): boolean {
  const [x, y] = [chinese(a), chinese(b)]
  return x.year === y.year && x.month === y.month
}

const sameDay = (a: number, b: number): boolean =>
  sameMonth(a, b) && chinese(a).day === chinese(b).day

function daysInMonth(ms: number): number {
  const { year, month } = chinese(ms)
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}
