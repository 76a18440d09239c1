import { join, name, sql, str, strs } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { FIELDS } from './rule.ts'
import type { Condition, Field, Rule } from './rule.ts'

/** A String, never NULL, over a row of `events`. */
export function textCh(field: Field): Sql {
  if (field === 'source') return sql`toString(source)`
  if (field === 'channel') return sql`toString(channel)`
  const text = sql`ifNull(${name(`properties.${FIELDS[field].property}`)}.:String, '')`
  return field === 'host'
    ? sql`extract(${text}, ${str('^[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)')})`
    : text
}

/** `%` and `_` mean something in LIKE and nothing here; only `*` is our wildcard. */
const likePattern = (pattern: string): string =>
  pattern.replaceAll(/[\\%_]/g, String.raw`\$&`).replaceAll('*', '%')

function holdsCh(condition: Condition): Sql {
  const text = textCh(condition.field)
  switch (condition.op) {
    case 'is':
      return sql`${text} = ${str(condition.value)}`
    case 'contains':
      return sql`position(${text}, ${str(condition.value)}) > 0`
    case 'starts':
      return sql`startsWith(${text}, ${str(condition.value)})`
    case 'matches':
      return sql`${text} LIKE ${str(likePattern(condition.value))}`
    case 'one_of':
      return sql`has(${strs(condition.values)}, ${text})`
  }
}

/** The same as `meets`, over a row of `events`; a boolean, never NULL. */
export const meetsCh = ({ base, where }: Rule): Sql =>
  sql`(${join([sql`event = ${str(base)}`, ...where.map(holdsCh)], ' AND ')})`
