import { z } from 'zod'
import { instantOf, localTime } from '#kernel/time.ts'

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'HH:MM')

/** Hours of the wall clock on some weekdays; `to` before `from` goes on past midnight. */
export const Hours = z.object({
  /** 1 = Monday … 7 = Sunday */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: Clock,
  to: Clock,
})
export type Hours = z.output<typeof Hours>

const MINUTES_A_DAY = 1_440
const DAYS_A_WEEK = 7

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const weekdayBefore = (weekday: number): number => (weekday === 1 ? DAYS_A_WEEK : weekday - 1)

export function isWithin({ weekdays, from, to }: Hours, at: Date, timeZone: string): boolean {
  const { weekday, hour, minute } = localTime(at, timeZone)
  const now = hour * 60 + minute
  const [begin, end] = [minutesOf(from), minutesOf(to)]
  if (begin < end) return weekdays.includes(weekday) && now >= begin && now < end
  return (
    (weekdays.includes(weekday) && now >= begin) ||
    (weekdays.includes(weekdayBefore(weekday)) && now < end)
  )
}

/** The next instant at which any of these hours begins or ends; `undefined` without hours. */
export function nextEdge(hours: readonly Hours[], after: Date, timeZone: string): Date | undefined {
  const { year, month, day } = localTime(after, timeZone)
  let next: Date | undefined
  for (let ahead = 0; ahead <= DAYS_A_WEEK; ahead++)
    for (const clock of new Set(hours.flatMap(({ from, to }) => [from, to]))) {
      const minutes = minutesOf(clock) % MINUTES_A_DAY
      const date = new Date(Date.UTC(year, month - 1, day + ahead + (clock === '24:00' ? 1 : 0)))
      const at = instantOf(
        {
          ...{ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 },
          ...{ day: date.getUTCDate(), hour: Math.floor(minutes / 60), minute: minutes % 60 },
        },
        timeZone,
      )
      if (at > after && (!next || at < next)) next = at
    }
  return next
}

/** The first instant of tomorrow. */
export function midnightAfter(at: Date, timeZone: string): Date {
  const { year, month, day } = localTime(at, timeZone)
  const date = new Date(Date.UTC(year, month - 1, day + 1))
  return instantOf(
    {
      ...{ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() },
      ...{ hour: 0, minute: 0 },
    },
    timeZone,
  )
}

/** `2026-11-27`, as the wall clock says. */
export function localDay(at: Date, timeZone: string): string {
  const { year, month, day } = localTime(at, timeZone)
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
