import { sql, type Sql } from '#kernel/sql.ts'
import type { ChContext } from './operator.ts'
import { operatorOf } from './operators.ts'
import type { Predicate } from './predicate.ts'

/** A boolean expression, never NULL, over a row of `ctx.people AS people`. */
export const conditionCh = (predicate: Predicate, ctx: ChContext): Sql =>
  operatorOf(predicate).ch(predicate, ctx, (child) => conditionCh(child, ctx))

/** The ids of all people of whom the predicate is true at `ctx.now`, each once: `person_id UInt64`. */
export const compile = (predicate: Predicate, ctx: ChContext): Sql =>
  sql`SELECT people.person_id AS person_id FROM ${ctx.people} AS people WHERE ${conditionCh(predicate, ctx)}`
