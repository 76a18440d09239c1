import { sql, str, uint } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import type { Range } from '../model/question.ts'
import { netOrders } from './net-orders.ts'

export interface CohortQuestion {
  workspaceId: string
  range: Range
  unit: 'week' | 'month'
  periods: number
}

const start = (unit: CohortQuestion['unit'], at: Sql, timeZone: string): Sql =>
  unit === 'month'
    ? sql`toStartOfMonth(toTimeZone(${at}, ${str(timeZone)}))`
    : sql`toMonday(toTimeZone(${at}, ${str(timeZone)}))`

const between = (unit: CohortQuestion['unit']): Sql =>
  unit === 'month'
    ? sql`dateDiff('month', cohort, period)`
    : sql`intDiv(dateDiff('day', cohort, period), 7)`

/**
 * Buyers by the period of their first order ever, and how many of them bought again in each period
 * after it, with what they paid (net of refunds). Weeks start on Monday. Orders from before the
 * range still decide who is new in it.
 */
export const cohorts = (q: CohortQuestion): Sql => {
  const ever = { ...q.range, from: new Date(0) }
  return sql`
  SELECT toString(cohort) AS label, ${between(q.unit)} AS age, uniqExact(person) AS people,
    count() AS orders, sum(net_fen) AS net_fen
  FROM (
    SELECT person, net_fen, ${start(q.unit, sql`at`, q.range.timeZone)} AS period,
      ${start(q.unit, sql`first_at`, q.range.timeZone)} AS cohort, first_at
    FROM (
      SELECT person, at, net_fen, min(at) OVER (PARTITION BY person) AS first_at
      FROM (${netOrders(q.workspaceId, ever)})))
  WHERE first_at >= toDateTime64(${uint(Math.floor(q.range.from.getTime() / 1_000))}, 3)
    AND age < ${uint(q.periods)}
  GROUP BY cohort, age ORDER BY cohort, age`
}
