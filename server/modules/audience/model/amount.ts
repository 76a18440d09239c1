import { int, sql, type Sql } from '#kernel/sql.ts'
import type { Value } from './property.ts'

/** Numbers beyond this are not summed: so no sum of them can overflow in either engine. */
export const AMOUNT_MAX = 1e13

const SCALE = 10_000

/**
 * A number as whole ten-thousandths. Sums of floats depend on the order of adding, which ClickHouse
 * does not promise; sums of these do not.
 */
export function amountOf(value: Value): bigint | undefined {
  if (typeof value !== 'number' || Math.abs(value) > AMOUNT_MAX) return undefined
  return BigInt(Math.floor(value * SCALE + 0.5))
}

/** `number`: Nullable(Float64). The same two float operations in the same order as above. */
export const amountCh = (number: Sql): Sql =>
  sql`toInt128(floor(assumeNotNull(${number}) * 10000. + 0.5))`

export const isAmountCh = (number: Sql): Sql =>
  sql`ifNull(abs(${number}) <= 10000000000000., false)`

export const amountParam = (value: number): Sql =>
  sql`toInt128(${int(BigInt(Math.floor(value * SCALE + 0.5)))})`
