import type { Locale, Says } from '#kernel/locale.ts'
import { DAY_MS } from '#kernel/time.ts'
import { sql, time, type Sql } from '#kernel/sql.ts'
import { z } from 'zod'

/** How long ago, in days of 24 hours: at least `n` days, or less than `n` days. */
export const DaysSince = z
  .strictObject({ op: z.enum(['gte', 'lt']), n: z.int().min(1).max(3_650) })
  .meta({ id: 'DaysSince' })
export type DaysSince = z.infer<typeof DaysSince>

export const DAYS_OPS: Readonly<Record<DaysSince['op'], Says>> = {
  gte: { 'zh-CN': '至少', 'zh-TW': '至少', en: 'at least' },
  lt: { 'zh-CN': '不到', 'zh-TW': '不到', en: 'less than' },
}

export const isSince = ({ op, n }: DaysSince, at: number, now: number): boolean =>
  now - at >= n * DAY_MS === (op === 'gte')

/** The instant at which `isSince` turns for something that was at `at`. */
export const turnSince = ({ n }: DaysSince, at: number): number => at + n * DAY_MS

/** `at` is an expression for an instant. */
export function isSinceCh({ op, n }: DaysSince, at: Sql, now: Date): Sql {
  const edge = time(new Date(now.getTime() - n * DAY_MS))
  return op === 'gte' ? sql`${at} <= ${edge}` : sql`${at} > ${edge}`
}

export const sayDays = ({ op, n }: DaysSince, locale: Locale): string =>
  `${DAYS_OPS[op][locale]} ${n} ${locale === 'en' ? 'days' : '天'}`
