import { inAll } from '#kernel/locale.ts'
import type { Locale, Says } from '#kernel/locale.ts'
import { DAY_MS, HOUR_MS } from '#kernel/time.ts'
import { sql, time, type Sql } from '#kernel/sql.ts'
import { z } from 'zod'
import { Instant } from './text.ts'

/** When an event must have happened to count. Sliding windows are half-open: (now − within, now]. */
export const Window = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('ever') }),
    z.strictObject({ kind: z.literal('within_hours'), hours: z.int().min(1).max(87_600) }),
    z.strictObject({ kind: z.literal('within_days'), days: z.int().min(1).max(3_650) }),
    z
      .strictObject({ kind: z.literal('between'), from: Instant, to: Instant })
      .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
        message: inAll({
          'zh-CN': '时间段的结束须晚于开始',
          'zh-TW': '時段的結束須晚於開始',
          en: 'the window must end after it begins',
        }),
        path: ['to'],
      }),
  ])
  .meta({ id: 'Window' })
export type Window = z.infer<typeof Window>

export const WINDOW_KINDS: Readonly<Record<Window['kind'], Says>> = {
  ever: { 'zh-CN': '任何时候', 'zh-TW': '任何時候', en: 'ever' },
  within_hours: { 'zh-CN': '最近若干小时', 'zh-TW': '最近若干小時', en: 'within the last hours' },
  within_days: { 'zh-CN': '最近若干天', 'zh-TW': '最近若干天', en: 'within the last days' },
  between: { 'zh-CN': '固定时间段', 'zh-TW': '固定時段', en: 'between two dates' },
}

/** First and last instant that count, both included; instants are whole milliseconds. */
export interface Span {
  readonly first: number
  readonly last: number
}

const widthOf = (window: Window): number | undefined => {
  if (window.kind === 'within_hours') return window.hours * HOUR_MS
  if (window.kind === 'within_days') return window.days * DAY_MS
  return undefined
}

/** What counts at `now`. Both engines take it from here, so they cannot differ by a millisecond. */
export function spanAt(window: Window, now: number): Span {
  const width = widthOf(window)
  if (width !== undefined) return { first: now - width + 1, last: now }
  if (window.kind === 'between')
    return {
      first: Date.parse(window.from),
      last: Math.min(Date.parse(window.to) - 1, now),
    }
  return { first: 0, last: now }
}

/** The instants at which an event of time `at` begins or ceases to count. */
export function turnsOf(window: Window, at: number): readonly number[] {
  const width = widthOf(window)
  return width === undefined ? [at] : [at, at + width]
}

/** On a row of `events`. */
export function isInCh(window: Window, now: Date): Sql {
  const { first, last } = spanAt(window, now.getTime())
  return sql`at >= ${time(new Date(first))} AND at <= ${time(new Date(last))}`
}

/** `在最近 30 天内`, `in the last 30 days`; empty for `ever`. */
export function sayWindow(window: Window, locale: Locale): string {
  switch (window.kind) {
    case 'ever':
      return ''
    case 'within_hours':
      return {
        'zh-CN': `最近 ${window.hours} 小时内`,
        'zh-TW': `最近 ${window.hours} 小時內`,
        en: `in the last ${window.hours} h`,
      }[locale]
    case 'within_days':
      return {
        'zh-CN': `最近 ${window.days} 天内`,
        'zh-TW': `最近 ${window.days} 天內`,
        en: `in the last ${window.days} days`,
      }[locale]
    case 'between': {
      const [from, to] = [window.from, window.to].map((instant) => instant.replace('T', ' '))
      return {
        'zh-CN': `${from} 至 ${to} 之间`,
        'zh-TW': `${from} 至 ${to} 之間`,
        en: `between ${from} and ${to}`,
      }[locale]
    }
  }
}
