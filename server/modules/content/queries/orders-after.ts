import { sql, str, time, uint, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'
import type { ContentQuestion } from './placements.ts'

export interface OrdersAfterRow {
  clickers: string
  viewers: string
  orders: string
  buyers: string
  revenue_fen: string
}

/**
 * People who clicked or read the item, and their orders paid within the days after any such touch.
 * Each order counts once however often it was reported. It says what followed, not what caused it.
 */
export function ordersAfter(q: ContentQuestion & { withinDays: number }): Sql {
  const touched = sql`
    SELECT ${resolvedPerson} AS person, event, at FROM events
    WHERE workspace_id = ${uuid(q.workspaceId)} AND event IN ('link_clicked', 'content_viewed')
      AND at >= ${time(q.from)} AND at < ${time(q.to)}
      AND properties.content_id.:String = ${str(q.contentId)}`
  return sql`
    WITH
      touches AS (
        SELECT person, groupArray(at) AS instants,
          max(event = 'link_clicked') AS clicked, max(event = 'content_viewed') AS viewed
        FROM (${touched}) GROUP BY person),
      orders AS (
        SELECT toString(properties.order_id) AS order_id, min(at) AS paid_at,
          argMin(${resolvedPerson}, at) AS person, argMin(properties.pay_fen.:Int64, at) AS fen
        FROM events
        WHERE workspace_id = ${uuid(q.workspaceId)} AND event = 'order_paid'
          AND at >= ${time(q.from)} AND at < ${time(q.to)}
          AND ${resolvedPerson} IN (SELECT person FROM touches)
        GROUP BY order_id)
    SELECT
      (SELECT countIf(clicked) FROM touches) AS clickers,
      (SELECT countIf(viewed) FROM touches) AS viewers,
      count() AS orders,
      uniqExact(person) AS buyers,
      sum(ifNull(fen, 0)) AS revenue_fen
    FROM (
      SELECT o.person AS person, o.fen AS fen FROM orders AS o
      INNER JOIN touches AS t ON t.person = o.person
      WHERE arrayExists(
        i -> i <= o.paid_at AND o.paid_at < i + toIntervalDay(${uint(q.withinDays)}), t.instants))`
}
