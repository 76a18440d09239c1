import { inAll } from '#kernel/locale.ts'
import { fraction } from '#kernel/hash.ts'
import { float, sql, uints, type Sql } from '#kernel/sql.ts'
import { z } from 'zod'
import { timeless, type Operator } from '../operator.ts'
import { Name, quote } from '../text.ts'

const percent = z.number().min(0).max(100)

export const RandomBucket = z
  .strictObject({ kind: z.literal('random_bucket'), salt: Name, from: percent, to: percent })
  .refine(({ from, to }) => from < to, {
    message: inAll({
      'zh-CN': '区间为空:to 须大于 from',
      'zh-TW': '區間為空：to 須大於 from',
      en: 'the bucket is empty: to must be above from',
    }),
    path: ['to'],
  })
  .meta({ id: 'PredicateRandomBucket' })
export type RandomBucket = z.infer<typeof RandomBucket>

/**
 * `kernel/hash.ts` spelled in ClickHouse: FNV-1a over UTF-16 units, then murmur3's mixer, modulo 2³².
 * The salt's part folds to a constant; a person id is decimal digits.
 */
function fractionCh(salt: string): Sql {
  const units = Array.from({ length: salt.length }, (_, i) => salt.charCodeAt(i))
  const step = sql`(h, unit) -> bitAnd(bitXor(h, unit) * 16777619, 4294967295)`
  const salted = sql`arrayFold(${step}, ${uints([...units, 58])}, toUInt64(2166136261))`
  const digits = sql`arrayMap(digit -> toUInt64(ascii(digit)), ngrams(toString(people.person_id), 1))`
  const mix = sql`(h, by) -> bitAnd(bitXor(h, bitShiftRight(h, by.1)) * by.2, 4294967295)`
  return sql`arrayFold(${mix}, [(16, 2246822507), (13, 3266489909), (16, 1)],
    arrayFold(${step}, ${digits}, ${salted})) / 4294967296`
}

/** The same share of people for the same salt, for ever. */
export const randomBucket: Operator<RandomBucket> = {
  ...timeless,
  ch: ({ salt, from, to }) =>
    sql`(${fractionCh(salt)} >= ${float(from / 100)} AND ${fractionCh(salt)} < ${float(to / 100)})`,
  matches: ({ salt, from, to }, { personId }) => {
    const place = fraction(salt, personId)
    return from / 100 <= place && place < to / 100
  },
  reads: () => [],
  say: ({ salt, from, to }, locale) =>
    ({
      'zh-CN': `随机分桶 ${from}%–${to}%(${quote(salt, locale)})`,
      'zh-TW': `隨機分桶 ${from}%–${to}%（${quote(salt, locale)}）`,
      en: `falls in ${from}–${to} % of ${quote(salt, locale)}`,
    })[locale],
  form: {
    group: 'membership',
    label: { 'zh-CN': '随机分桶', 'zh-TW': '隨機分桶', en: 'Random bucket' },
    hint: {
      'zh-CN': '固定的一部分人,每次都是同一批',
      'zh-TW': '固定的一部分人，每次都是同一批',
      en: 'A fixed share of people, always the same',
    },
    initial: { kind: 'random_bucket', salt: '', from: 0, to: 50 },
    fields: {
      salt: { label: { 'zh-CN': '盐', 'zh-TW': '鹽值', en: 'Salt' }, input: { kind: 'text' } },
      from: {
        label: { 'zh-CN': '从', 'zh-TW': '從', en: 'From' },
        input: { kind: 'number', min: 0, max: 100, unit: { 'zh-CN': '%', 'zh-TW': '%', en: '%' } },
      },
      to: {
        label: { 'zh-CN': '到', 'zh-TW': '到', en: 'To' },
        input: { kind: 'number', min: 0, max: 100, unit: { 'zh-CN': '%', 'zh-TW': '%', en: '%' } },
      },
    },
  },
}
