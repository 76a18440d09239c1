/** Time is an argument: nothing here reads a clock. */
export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** Where a workspace lives unless it says otherwise. */
export const DEFAULT_TIME_ZONE = 'Asia/Shanghai'

export const addMs = (at: Date, ms: number): Date => new Date(at.getTime() + ms)
export const addMinutes = (at: Date, minutes: number): Date => addMs(at, minutes * MINUTE_MS)
export const addHours = (at: Date, hours: number): Date => addMs(at, hours * HOUR_MS)
export const addDays = (at: Date, days: number): Date => addMs(at, days * DAY_MS)
export const daysBefore = (at: Date, days: number): Date => addDays(at, -days)

export interface LocalTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  /** 1 = Monday … 7 = Sunday */
  weekday: number
}

const formatters = new Map<string, Intl.DateTimeFormat>()
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** What a wall clock in the zone shows at an instant. */
export function localTime(at: Date, timeZone: string): LocalTime {
  let format = formatters.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      weekday: 'short',
    })
    formatters.set(timeZone, format)
  }
  const parts: Record<string, string> = {}
  for (const { type, value } of format.formatToParts(at)) parts[type] = value
  return {
    year: Number(parts.year),
    month: Number(parts.month),
    day: Number(parts.day),
    hour: Number(parts.hour),
    minute: Number(parts.minute),
    second: Number(parts.second),
    weekday: WEEKDAYS.indexOf(parts.weekday ?? '') + 1,
  }
}

/** The instant at which the zone's wall clock shows this; in a gap, the instant just after it. */
export function instantOf(
  local: Pick<LocalTime, 'year' | 'month' | 'day' | 'hour' | 'minute'>,
  timeZone: string,
): Date {
  const wanted = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute)
  let guess = wanted
  for (let i = 0; i < 3; i++) {
    const seen = localTime(new Date(guess), timeZone)
    const shown = Date.UTC(seen.year, seen.month - 1, seen.day, seen.hour, seen.minute)
    if (shown === wanted) break
    guess += wanted - shown
  }
  return new Date(guess)
}

export const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone })
    return true
  } catch {
    // Swallowed because Intl has no other way to say that it does not know a zone.
    return false
  }
}
