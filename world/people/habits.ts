import { DAY_MS, DEFAULT_TIME_ZONE, HOUR_MS, localTime, MINUTE_MS } from '#kernel/time.ts'
import type { Dice } from '../random.ts'
import type { Person } from './person.ts'

/** When people are on their phones: around their own peak, sometimes at lunch, never in deep night. */
export function nextOnPhoneMs(person: Person, afterMs: number, d: Dice): number {
  const hour = d.happens(0.7) ? person.peakHour : d.between(8, 22)
  const today = atHour(afterMs, hour) + d.between(0, 59) * MINUTE_MS
  return today > afterMs ? today : today + DAY_MS
}

/** The next of a habit done so many times a week: exponential gaps, then moved to a waking hour. */
export function nextHabitMs(
  person: Person,
  afterMs: number,
  timesPerWeek: number,
  d: Dice,
): number {
  const days = (-Math.log(1 - d.next()) * 7) / Math.max(timesPerWeek, 0.01)
  return nextOnPhoneMs(person, afterMs + Math.min(days, 60) * DAY_MS, d)
}

/** The instant at which clocks in China show this hour on the day of `ms`. */
export function atHour(ms: number, hour: number): number {
  const local = localTime(new Date(ms), DEFAULT_TIME_ZONE)
  const midnight =
    ms - local.hour * HOUR_MS - local.minute * MINUTE_MS - local.second * 1_000 - (ms % 1_000)
  return midnight + hour * HOUR_MS
}

/** What is left of a feeling that halves in `halfLifeMs`. */
export const faded = (amount: number, ageMs: number, halfLifeMs: number): number =>
  amount * 2 ** (-Math.max(ageMs, 0) / halfLifeMs)

export const FATIGUE_HALF_LIFE_MS = 5 * DAY_MS
export const WARMTH_HALF_LIFE_MS = 2 * DAY_MS
