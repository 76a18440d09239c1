import type { Locale, Says } from '#kernel/locale.ts'
import { sql, uint, type Sql } from '#kernel/sql.ts'
import { z } from 'zod'

/** How often: at least, at most, exactly `n` times. */
export const Count = z
  .strictObject({ op: z.enum(['gte', 'lte', 'eq']), n: z.int().min(0).max(1_000_000) })
  .meta({ id: 'Count' })
export type Count = z.infer<typeof Count>

export const COUNT_OPS: Readonly<Record<Count['op'], Says>> = {
  gte: { 'zh-CN': '至少', 'zh-TW': '至少', en: 'at least' },
  lte: { 'zh-CN': '至多', 'zh-TW': '至多', en: 'at most' },
  eq: { 'zh-CN': '恰好', 'zh-TW': '剛好', en: 'exactly' },
}

export function counts({ op, n }: Count, times: number): boolean {
  if (op === 'gte') return times >= n
  return op === 'lte' ? times <= n : times === n
}

const SIGNS = { gte: sql`>=`, lte: sql`<=`, eq: sql`=` } as const

/** On a group of rows, of which there is at least one. */
export const countsCh = ({ op, n }: Count): Sql => sql`count() ${SIGNS[op]} ${uint(n)}`

export const notCountsCh = (count: Count): Sql => sql`NOT (${countsCh(count)})`

export const sayCount = ({ op, n }: Count, locale: Locale): string =>
  `${COUNT_OPS[op][locale]} ${n}${locale === 'en' ? '×' : ' 次'}`
