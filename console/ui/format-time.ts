import { localTime } from '#kernel/time.ts'
import type { Language } from '../i18n/names.ts'
import { NOTHING } from './format.ts'

export type Instant = Date | string | number | null | undefined
export type TimeStyle = 'second' | 'minute' | 'day' | 'month' | 'clock'

const instant = (at: Instant): Date | undefined => {
  if (at === null || at === undefined || at === '') return undefined
  const date = at instanceof Date ? at : new Date(at)
  return Number.isNaN(date.getTime()) ? undefined : date
}

const two = (n: number): string => String(n).padStart(2, '0')

/**
 * What the workspace's wall clock shows: `2026-03-01 09:05`. One form in both languages, because
 * operators compare columns of it.
 */
export function formatTime(at: Instant, timeZone: string, style: TimeStyle = 'minute'): string {
  const date = instant(at)
  if (!date) return NOTHING
  const { year, month, day, hour, minute, second } = localTime(date, timeZone)
  const clock = `${two(hour)}:${two(minute)}`
  switch (style) {
    case 'month':
      return `${year}-${two(month)}`
    case 'day':
      return `${year}-${two(month)}-${two(day)}`
    case 'clock':
      return `${clock}:${two(second)}`
    case 'minute':
      return `${year}-${two(month)}-${two(day)} ${clock}`
    case 'second':
      return `${year}-${two(month)}-${two(day)} ${clock}:${two(second)}`
  }
}

const STEPS = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** “3 分钟前”, “in 2 days”; within a minute “现在”. */
export function formatRelative(at: Instant, now: Date, language: Language): string {
  const date = instant(at)
  if (!date) return NOTHING
  const seconds = (date.getTime() - now.getTime()) / 1_000
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size)
  return step ? words.format(Math.trunc(seconds / step[1]), step[0]) : words.format(0, 'second')
}
