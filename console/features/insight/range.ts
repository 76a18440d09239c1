import { addDays, instantOf, localTime } from '#kernel/time.ts'

/** What a report covers, as the address says it: `?days=30`, or `?from=2026-03-01&to=2026-03-31`. */
export type RangeChoice =
  | { kind: 'days'; days: number }
  | { kind: 'custom'; from: string; to: string }

export const PRESET_DAYS = [7, 30, 90] as const
const DEFAULT: RangeChoice = { kind: 'days', days: 30 }
const DAY = /^\d{4}-\d{2}-\d{2}$/

export function readRange(search: Readonly<Record<string, unknown>>): RangeChoice {
  const { from, to, days } = search
  if (typeof from === 'string' && typeof to === 'string' && DAY.test(from) && DAY.test(to))
    return from <= to ? { kind: 'custom', from, to } : { kind: 'custom', from: to, to: from }
  const count = Number(days)
  return PRESET_DAYS.some((preset) => preset === count) ? { kind: 'days', days: count } : DEFAULT
}

/** The part of the address that says this; the default leaves no trace. */
export const writeRange = (
  choice: RangeChoice,
): Record<'days' | 'from' | 'to', string | number | undefined> => ({
  days: choice.kind === 'days' && choice.days !== 30 ? choice.days : undefined,
  from: choice.kind === 'custom' ? choice.from : undefined,
  to: choice.kind === 'custom' ? choice.to : undefined,
})

export interface Instants {
  from: string
  to: string
  timeZone: string
}

function midnight(day: string, timeZone: string): Date {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return instantOf({ year, month, day: date, hour: 0, minute: 0 }, timeZone)
}

const two = (n: number): string => String(n).padStart(2, '0')

/** Whole days of the workspace's wall clock; today counts, and ends at the coming midnight. */
export function instantsOf(choice: RangeChoice, now: Date, timeZone: string): Instants {
  const at = (instant: Date): string => instant.toISOString()
  if (choice.kind === 'custom') {
    const last = midnight(choice.to, timeZone)
    // 30 hours past a midnight lie in the next day, however long the day is.
    return { from: at(midnight(choice.from, timeZone)), to: at(nextDay(last, timeZone)), timeZone }
  }
  const today = dayStart(now, timeZone)
  const first = dayStart(addDays(today, 1 - choice.days), timeZone)
  return { from: at(first), to: at(nextDay(today, timeZone)), timeZone }
}

function dayStart(at: Date, timeZone: string): Date {
  const { year, month, day } = localTime(at, timeZone)
  return midnight(`${year}-${two(month)}-${two(day)}`, timeZone)
}

const nextDay = (start: Date, timeZone: string): Date =>
  dayStart(new Date(start.getTime() + 30 * 3_600_000), timeZone)

/** The period of the same length just before. */
export function before({ from, to, timeZone }: Instants): Instants {
  const length = Date.parse(to) - Date.parse(from)
  return { from: new Date(Date.parse(from) - length).toISOString(), to: from, timeZone }
}
