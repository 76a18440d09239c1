import type { Says } from '#kernel/locale.ts'
import { sql, type Sql } from '#kernel/sql.ts'
import { amountOf, amountParam } from './amount.ts'
import { must } from '#kernel/assert.ts'

/** A figure over amounts, held against a value. */
export interface Figure {
  readonly figure: 'sum' | 'avg' | 'min' | 'max'
  readonly op: 'gt' | 'gte' | 'lt' | 'lte'
  readonly value: number
}

export const FIGURES: Readonly<Record<Figure['figure'], Says>> = {
  sum: { 'zh-CN': '合计', 'zh-TW': '合計', en: 'total' },
  avg: { 'zh-CN': '平均', 'zh-TW': '平均', en: 'average' },
  min: { 'zh-CN': '最小值', 'zh-TW': '最小值', en: 'smallest' },
  max: { 'zh-CN': '最大值', 'zh-TW': '最大值', en: 'largest' },
}

export const FIGURE_OPS: Readonly<Record<Figure['op'], Says>> = {
  gt: { 'zh-CN': '大于', 'zh-TW': '大於', en: 'is more than' },
  gte: { 'zh-CN': '不小于', 'zh-TW': '不小於', en: 'is at least' },
  lt: { 'zh-CN': '小于', 'zh-TW': '小於', en: 'is less than' },
  lte: { 'zh-CN': '不大于', 'zh-TW': '不大於', en: 'is at most' },
}

const COMPARE = {
  gt: (a: bigint, b: bigint) => a > b,
  gte: (a: bigint, b: bigint) => a >= b,
  lt: (a: bigint, b: bigint) => a < b,
  lte: (a: bigint, b: bigint) => a <= b,
} as const

/** The average is held against the value without dividing: sum against value × count. */
export function figurePasses({ figure, op, value }: Figure, amounts: readonly bigint[]): boolean {
  const against = must(amountOf(value), 'a value within the range of amounts')
  const first = amounts[0]
  if (first === undefined) return figure === 'sum' && COMPARE[op](0n, against)
  const sum = amounts.reduce((a, b) => a + b, 0n)
  switch (figure) {
    case 'sum':
      return COMPARE[op](sum, against)
    case 'avg':
      return COMPARE[op](sum, against * BigInt(amounts.length))
    case 'min':
      return COMPARE[op](
        amounts.reduce((a, b) => (b < a ? b : a), first),
        against,
      )
    case 'max':
      return COMPARE[op](
        amounts.reduce((a, b) => (b > a ? b : a), first),
        against,
      )
  }
}

const SIGNS = { gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=` } as const

/** On a group of rows, of which there is at least one; `amount` is an Int128. */
export function figureCh({ figure, op, value }: Figure, amount: Sql): Sql {
  const against = amountParam(value)
  switch (figure) {
    case 'sum':
      return sql`sum(${amount}) ${SIGNS[op]} ${against}`
    case 'avg':
      return sql`sum(${amount}) ${SIGNS[op]} ${against} * toInt128(count())`
    case 'min':
      return sql`min(${amount}) ${SIGNS[op]} ${against}`
    case 'max':
      return sql`max(${amount}) ${SIGNS[op]} ${against}`
  }
}

export const noFigureCh = (figure: Figure, amount: Sql): Sql =>
  sql`NOT (${figureCh(figure, amount)})`
