import { HOUR_MS, instantOf, localTime } from '#kernel/time.ts'
import type { Span } from './policy.ts'

/** Whether two instants can lie in one such span, so that both count against the same cap. */
export function share(span: Span, a: Date, b: Date, timeZone: string): boolean {
  if (span.kind === 'rolling') return Math.abs(a.getTime() - b.getTime()) < span.hours * HOUR_MS
  return periodOf(span.unit, a, timeZone) === periodOf(span.unit, b, timeZone)
}

/** `2026-03-02`, `2026-03` or the Monday that the week began with. */
export function periodOf(unit: 'day' | 'week' | 'month', at: Date, timeZone: string): string {
  const { year, month, day, weekday } = localTime(at, timeZone)
  if (unit === 'month') return `${year}-${month}`
  const first = unit === 'day' ? day : day - weekday + 1
  return new Date(Date.UTC(year, month - 1, first)).toISOString().slice(0, 10)
}

/** As many days as the calendar month of this instant has. */
export function daysInMonth(at: Date, timeZone: string): number {
  const { year, month } = localTime(at, timeZone)
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** The end of the quiet hours in which the instant lies; undefined outside of them. */
export function quietUntil(
  quiet: { from: string; to: string },
  at: Date,
  timeZone: string,
): Date | undefined {
  const local = localTime(at, timeZone)
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)]
  const minute = local.hour * 60 + local.minute
  const overnight = from > to
  const inside = overnight ? minute >= from || minute < to : minute >= from && minute < to
  if (!inside) return undefined
  const tomorrow = overnight && minute >= from ? 1 : 0
  const day = new Date(Date.UTC(local.year, local.month - 1, local.day + tomorrow))
  return instantOf(
    {
      year: day.getUTCFullYear(),
      month: day.getUTCMonth() + 1,
      day: day.getUTCDate(),
      hour: Math.floor(to / 60),
      minute: to % 60,
    },
    timeZone,
  )
}
