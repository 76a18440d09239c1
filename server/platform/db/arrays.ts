import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/**
 * Arrays for statements over thousands of rows, written as PostgreSQL reads them. Nothing in an id, a
 * number or an instant needs escaping, so nothing is searched for it; for texts use an array as it is.
 */
const literal = (values: readonly (string | number)[]): string => `{${values.join(',')}}`

export const ids = (values: readonly string[]): RawBuilder<string[]> =>
  sql`${literal(values)}::bigint[]`

export const integers = (values: readonly number[]): RawBuilder<number[]> =>
  sql`${literal(values)}::int[]`

export const floats = (values: readonly number[]): RawBuilder<number[]> =>
  sql`${literal(values)}::float8[]`

export const booleans = (values: readonly boolean[]): RawBuilder<boolean[]> =>
  sql`${literal(values.map((value) => (value ? 't' : 'f')))}::boolean[]`

export const instants = (values: readonly Date[]): RawBuilder<Date[]> =>
  sql`${literal(values.map((value) => value.toISOString()))}::timestamptz[]`

/**
 * Instants where there are thousands, as milliseconds since 1970: `instantOf` makes instants of them,
 * exactly. As text an instant costs Node 1 µs, as a number a fifth of that.
 */
export const milliseconds = (values: readonly Date[]): RawBuilder<number[]> =>
  sql`${literal(values.map((value) => value.getTime()))}::bigint[]`

export const instantOf = (column: string): RawBuilder<Date> =>
  sql`('epoch'::timestamptz + ${sql.ref(column)} * interval '1 millisecond')`
