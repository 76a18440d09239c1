import { inAll } from '#kernel/locale.ts'
import type { Locale, Says } from '#kernel/locale.ts'
import { float, sql, str, strs, time, join, type Sql } from '#kernel/sql.ts'
import { z } from 'zod'
import { isoDate, isoDateCh } from './iso-date.ts'
import type { ChValue, Value } from './property.ts'
import { AnyText, either, Instant, quote } from './text.ts'

const Scalar = z.union([AnyText, z.number(), z.boolean()])
type Scalar = z.infer<typeof Scalar>

/** What a value is held against: a number, or an instant when the value is a date in text. */
const Bound = z.union([z.number(), z.strictObject({ at: Instant })])
type Bound = z.infer<typeof Bound>

const size = (bound: Bound): number => (typeof bound === 'number' ? bound : Date.parse(bound.at))

const Between = z.strictObject({ op: z.literal('between'), from: Bound, to: Bound }).refine(
  ({ from, to }) => typeof from === typeof to && size(from) <= size(to),
  inAll({
    'zh-CN': '两端须为同一种值，且较小的在前',
    'zh-TW': '兩端須為同一種值，且較小的在前',
    en: 'the two ends must be of one kind, the lower one first',
  }),
)

/** A condition on one value: an attribute of a person or a property of an event. */
export const ValueTest = z
  .discriminatedUnion('op', [
    z.strictObject({ op: z.literal('is'), value: Scalar }),
    z.strictObject({ op: z.literal('is_not'), value: Scalar }),
    z.strictObject({ op: z.literal('in'), values: z.array(Scalar).min(1).max(100) }),
    z.strictObject({ op: z.literal('contains'), value: AnyText.min(1) }),
    z.strictObject({ op: z.literal('gt'), value: Bound }),
    z.strictObject({ op: z.literal('gte'), value: Bound }),
    z.strictObject({ op: z.literal('lt'), value: Bound }),
    z.strictObject({ op: z.literal('lte'), value: Bound }),
    Between,
    z.strictObject({ op: z.literal('is_set') }),
    z.strictObject({ op: z.literal('is_not_set') }),
  ])
  .meta({ id: 'ValueTest' })
export type ValueTest = z.infer<typeof ValueTest>

/** The operators with their names, for forms. */
export const VALUE_OPS: Readonly<
  Record<
    ValueTest['op'],
    { label: Says; takes: 'nothing' | 'scalar' | 'scalars' | 'text' | 'bound' | 'range' }
  >
> = {
  is: { label: { 'zh-CN': '等于', 'zh-TW': '等於', en: 'is' }, takes: 'scalar' },
  is_not: { label: { 'zh-CN': '不等于', 'zh-TW': '不等於', en: 'is not' }, takes: 'scalar' },
  in: {
    label: { 'zh-CN': '是其中之一', 'zh-TW': '是其中之一', en: 'is one of' },
    takes: 'scalars',
  },
  contains: { label: { 'zh-CN': '包含', 'zh-TW': '包含', en: 'contains' }, takes: 'text' },
  gt: { label: { 'zh-CN': '大于', 'zh-TW': '大於', en: 'is more than' }, takes: 'bound' },
  gte: { label: { 'zh-CN': '不小于', 'zh-TW': '不小於', en: 'is at least' }, takes: 'bound' },
  lt: { label: { 'zh-CN': '小于', 'zh-TW': '小於', en: 'is less than' }, takes: 'bound' },
  lte: { label: { 'zh-CN': '不大于', 'zh-TW': '不大於', en: 'is at most' }, takes: 'bound' },
  between: { label: { 'zh-CN': '介于', 'zh-TW': '介於', en: 'is between' }, takes: 'range' },
  is_set: { label: { 'zh-CN': '有值', 'zh-TW': '有值', en: 'is set' }, takes: 'nothing' },
  is_not_set: {
    label: { 'zh-CN': '没有值', 'zh-TW': '沒有值', en: 'is not set' },
    takes: 'nothing',
  },
}

const COMPARE = {
  gt: (a: number, b: number) => a > b,
  gte: (a: number, b: number) => a >= b,
  lt: (a: number, b: number) => a < b,
  lte: (a: number, b: number) => a <= b,
} as const

/** The value on the bound's scale; `undefined` when it has no place there. */
function measure(value: Value, bound: Bound): number | undefined {
  if (typeof bound === 'number') return typeof value === 'number' ? value : undefined
  return typeof value === 'string' ? isoDate(value, bound.at) : undefined
}

function compares(op: keyof typeof COMPARE, value: Value, bound: Bound): boolean {
  const measured = measure(value, bound)
  return measured !== undefined && COMPARE[op](measured, size(bound))
}

/** Whether the value passes: the pure meaning. Kinds never convert into one another (SPEC 9). */
export function passes(test: ValueTest, value: Value): boolean {
  switch (test.op) {
    case 'is':
      return value === test.value
    case 'is_not':
      return value !== test.value
    case 'in':
      return test.values.some((one) => one === value)
    case 'contains':
      return typeof value === 'string' || Array.isArray(value) ? value.includes(test.value) : false
    case 'between':
      return compares('gte', value, test.from) && compares('lte', value, test.to)
    case 'is_set':
      return value !== undefined
    case 'is_not_set':
      return value === undefined
    default:
      return compares(test.op, value, test.value)
  }
}

const isCh = (value: Scalar, of: ChValue): Sql => {
  if (typeof value === 'string') return sql`ifNull(${of.string} = ${str(value)}, false)`
  if (typeof value === 'number') return sql`ifNull(${of.number} = ${float(value)}, false)`
  return value ? sql`ifNull(${of.boolean}, false)` : sql`ifNull(NOT ${of.boolean}, false)`
}

const SIGNS = { gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=` } as const

const comparesCh = (op: keyof typeof SIGNS, of: ChValue, bound: Bound): Sql =>
  typeof bound === 'number'
    ? sql`ifNull(${of.number} ${SIGNS[op]} ${float(bound)}, false)`
    : sql`ifNull(${isoDateCh(of.string, bound.at)} ${SIGNS[op]} ${time(new Date(bound.at))}, false)`

/** The same as a ClickHouse expression that is never NULL. */
export function passesCh(test: ValueTest, of: ChValue): Sql {
  switch (test.op) {
    case 'is':
      return isCh(test.value, of)
    case 'is_not':
      return sql`NOT ${isCh(test.value, of)}`
    case 'in': {
      const words = test.values.filter((value) => typeof value === 'string')
      const others = test.values.filter((value) => typeof value !== 'string')
      const any = others.map((value) => isCh(value, of))
      if (words.length > 0) any.push(sql`ifNull(has(${strs(words)}, ${of.string}), false)`)
      return sql`(${join(any, ' OR ')})`
    }
    case 'contains':
      return sql`(ifNull(position(${of.string}, ${str(test.value)}) > 0, false) OR has(${of.list}, ${str(test.value)}))`
    case 'between':
      return sql`(${comparesCh('gte', of, test.from)} AND ${comparesCh('lte', of, test.to)})`
    case 'is_set':
      return of.isSet
    case 'is_not_set':
      return sql`NOT ${of.isSet}`
    default:
      return comparesCh(test.op, of, test.value)
  }
}

const sayScalar = (value: Scalar, locale: Locale): string => {
  if (typeof value === 'string') return quote(value, locale)
  if (typeof value === 'number') return String(value)
  if (locale === 'en') return value ? 'yes' : 'no'
  return value ? '是' : '否'
}

const sayBound = (bound: Bound): string =>
  typeof bound === 'number' ? String(bound) : bound.at.replace('T', ' ')

/** `等于「北京」`, `is at least 5`: to be put after the name of the value. */
export function sayTest(test: ValueTest, locale: Locale): string {
  const verb = VALUE_OPS[test.op].label[locale]
  switch (test.op) {
    case 'is_set':
    case 'is_not_set':
      return verb
    case 'in': {
      const all = either(
        test.values.map((value) => sayScalar(value, locale)),
        locale,
      )
      return locale === 'en' ? `is ${all}` : `是${all}`
    }
    case 'between':
      return {
        'zh-CN': `介于 ${sayBound(test.from)} 与 ${sayBound(test.to)} 之间`,
        'zh-TW': `介於 ${sayBound(test.from)} 與 ${sayBound(test.to)} 之間`,
        en: `is between ${sayBound(test.from)} and ${sayBound(test.to)}`,
      }[locale]
    case 'is':
    case 'is_not':
    case 'contains':
      return typeof test.value === 'string' && locale !== 'en'
        ? `${verb}${sayScalar(test.value, locale)}`
        : `${verb} ${sayScalar(test.value, locale)}`
    default:
      return `${verb} ${sayBound(test.value)}`
  }
}
