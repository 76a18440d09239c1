import { sql, time, uint, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'

export interface PostFiguresRow {
  post_id: string
  account_id: string
  platform: string
  clicks: string
  clickers: string
  adds: string
  orders: string
  buyers: string
  revenue_fen: string
}

export interface FiguresQuestion {
  workspaceId: string
  from: Date
  to: Date
  withinDays: number
}

/**
 * What each post brought. Clicks and adds are counted where they happened; a person's orders belong
 * to her first touch with any post (a click or an add) when they are paid within the days after it,
 * so posts add up to their accounts, and nothing counts twice. Revenue is after refunds.
 */
export function postFigures(q: FiguresQuestion): Sql {
  const touch = sql`
    SELECT ${resolvedPerson} AS person, event, at,
      ifNull(properties.post_id.:String, '') AS post_id,
      ifNull(properties.account_id.:String, '') AS account_id,
      ifNull(properties.platform.:String, '') AS platform
    FROM events
    WHERE workspace_id = ${uuid(q.workspaceId)} AND event IN ('link_clicked', 'wecom_friend_added')
      AND at < ${time(q.to)} AND (post_id != '' OR account_id != '')`
  return sql`
    WITH
      first_touch AS (
        SELECT person, min(at) AS first_at,
          argMin((post_id, account_id, platform), at) AS place
        FROM (${touch}) GROUP BY person),
      refunds AS (
        SELECT toString(properties.order_id) AS order_id,
          sum(ifNull(properties.refund_fen.:Int64, 0)) AS fen
        FROM (SELECT properties FROM events
          WHERE workspace_id = ${uuid(q.workspaceId)} AND event = 'refund_completed'
            AND at < ${time(q.to)} LIMIT 1 BY message_id)
        GROUP BY order_id),
      orders AS (
        SELECT toString(properties.order_id) AS order_id, min(at) AS paid_at,
          argMin(${resolvedPerson}, at) AS person,
          argMin(ifNull(properties.pay_fen.:Int64, 0), at) AS fen
        FROM events
        WHERE workspace_id = ${uuid(q.workspaceId)} AND event = 'order_paid'
          AND at >= ${time(q.from)} AND at < ${time(q.to)}
          AND ${resolvedPerson} IN (SELECT person FROM first_touch)
        GROUP BY order_id)
    SELECT post_id, account_id, platform, sum(n_clicks) AS clicks, sum(n_clickers) AS clickers,
      sum(n_adds) AS adds, sum(n_orders) AS orders, sum(n_buyers) AS buyers,
      sum(fen) AS revenue_fen
    FROM (
      SELECT post_id, account_id, platform, countIf(event = 'link_clicked') AS n_clicks,
        uniqExactIf(person, event = 'link_clicked') AS n_clickers,
        uniqExactIf(person, event = 'wecom_friend_added') AS n_adds,
        0 AS n_orders, 0 AS n_buyers, toInt64(0) AS fen
      FROM (${touch} AND at >= ${time(q.from)})
      GROUP BY post_id, account_id, platform
      UNION ALL
      SELECT t.place.1, t.place.2, t.place.3, 0, 0, 0, count(), uniqExact(o.person),
        toInt64(sum(o.fen)) - toInt64(sum(r.fen))
      FROM orders AS o
      INNER JOIN first_touch AS t ON t.person = o.person
      LEFT JOIN refunds AS r ON r.order_id = o.order_id
      WHERE o.paid_at >= t.first_at
        AND o.paid_at < t.first_at + toIntervalDay(${uint(q.withinDays)})
      GROUP BY t.place.1, t.place.2, t.place.3)
    GROUP BY post_id, account_id, platform`
}
