import { inAll } from '#kernel/locale.ts'
import { assert } from '#kernel/assert.ts'
import { sql, type Sql } from '#kernel/sql.ts'
import { z } from 'zod'

/** A value as conditions see it: of a list its texts; an object is as if it were not there (SPEC 9). */
export type Value = string | number | boolean | readonly string[] | undefined

/** The same value in ClickHouse: an expression per type, each empty unless the value has that type. */
export interface ChValue {
  /** Nullable(String) */
  readonly string: Sql
  /** Nullable(Float64) */
  readonly number: Sql
  /** Nullable(Bool) */
  readonly boolean: Sql
  /** Array(Nullable(String)): the texts of a list */
  readonly list: Sql
  /** UInt8: there is a value, of whatever type */
  readonly isSet: Sql
}

// Letters and digits of any script, `_` and `$`, then also blanks and hyphens: nothing that could
// close a backtick-quoted identifier.
const SEGMENT = /^[\p{L}\p{N}_$](?:[\p{L}\p{N}\p{M}_$ -]{0,98}[\p{L}\p{N}\p{M}_$-])?$/u
const SEGMENTS_MAX = 8

const isPath = (path: string): boolean => {
  const segments = path.split('.')
  return segments.length <= SEGMENTS_MAX && segments.every((segment) => SEGMENT.test(segment))
}

/** Where a property lies: `price`, `order.total`. */
export const PropertyPath = z.string().refine(
  isPath,
  inAll({
    'zh-CN': `属性路径是以点相连的名称，最多 ${SEGMENTS_MAX} 段；名称以字母、数字、_ 或 $ 开头，其后还可有空格和连字符`,
    'zh-TW': `屬性路徑是以點相連的名稱，最多 ${SEGMENTS_MAX} 段；名稱以字母、數字、_ 或 $ 開頭，其後還可有空格和連字號`,
    en: `a property path is up to ${SEGMENTS_MAX} names joined by dots; a name starts with a letter, digit, _ or $ and goes on with these, blanks or hyphens`,
  }),
)

export function valueOf(raw: unknown): Value {
  if (typeof raw === 'string' || typeof raw === 'boolean') return raw
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : undefined
  if (!Array.isArray(raw)) return undefined
  return raw.filter((one): one is string => typeof one === 'string')
}

const isObject = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw)

/** ClickHouse joins the keys of nested objects by dots, so a key may itself hold dots: `{"a.b": 1}`. */
export function propertyAt(properties: unknown, path: string): Value {
  if (!isObject(properties)) return undefined
  if (Object.hasOwn(properties, path)) {
    const value = valueOf(properties[path])
    if (value !== undefined) return value
  }
  for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
    const key = path.slice(0, dot)
    if (!Object.hasOwn(properties, key)) continue
    const value = propertyAt(properties[key], path.slice(dot + 1))
    if (value !== undefined) return value
  }
  return undefined
}

/** Subcolumns of the JSON column: only the named path and type is read from disk. */
export function propertyCh(path: string): ChValue {
  assert(isPath(path), 'a property path that was validated')
  const quoted = path
    .split('.')
    .map((segment) => `\`${segment}\``)
    .join('.')
  const raw: Sql = { kind: 'sql', strings: [`properties.${quoted}`], holes: [] }
  const as = (type: string): Sql => ({ kind: 'sql', strings: ['', `.:${type}`], holes: [raw] })
  return {
    string: as('String'),
    number: sql`coalesce(${as('Float64')}, toFloat64(${as('Int64')}), toFloat64(${as('UInt64')}))`,
    boolean: as('Bool'),
    // ClickHouse types a list by what came before it in the same insert, so words may be in either.
    list: sql`arrayConcat(${as('`Array(Nullable(String))`')},
      arrayMap(one -> dynamicElement(one, 'String'), ${as('`Array(Dynamic)`')}))`,
    isSet: sql`isNotNull(${raw})`,
  }
}
