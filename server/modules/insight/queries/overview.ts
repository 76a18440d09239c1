import { sql, strs, time, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'
import type { Range } from '../model/question.ts'
import { fen, netOrders, orderId } from './net-orders.ts'

/** What happened to a person rather than by her: no sign of activity (profile, invariant P6). */
const DONE_TO_HER = [
  'message_sent',
  'message_failed',
  'message_delivered',
  'stage_changed',
  'tier_changed',
  'coupon_received',
  'coupon_expired',
  'refund_completed',
  'reward_granted',
  'reward_revoked',
  'wecom_friend_removed',
]

/** All figures of AARRR for one period, in one reading of its events. */
export const periodFigures = (workspaceId: string, { from, to }: Range): Sql => sql`
  SELECT
    countIf(joined) AS joined_people, countIf(active) AS active_people, countIf(paid) AS paying_people,
    countIf(accepted) AS friends_brought,
    countIf(first_at >= ${time(from)}) AS new_people,
    countIf(first_at >= ${time(from)} AND engaged) AS activated_people
  FROM (
    SELECT ${resolvedPerson} AS person,
      countIf(event = 'wecom_friend_added' AND in_period) > 0 AS joined,
      countIf(event NOT IN ${strs(DONE_TO_HER)} AND in_period) > 0 AS active,
      countIf(event = 'order_paid' AND in_period) > 0 AS paid,
      countIf(event = 'invite_accepted' AND in_period) > 0 AS accepted,
      countIf(event IN ('product_viewed', 'content_viewed', 'link_clicked', 'product_added') AND in_period) > 0 AS engaged,
      min(at) AS first_at
    FROM (
      SELECT ident_id, person_id, event, at, at >= ${time(from)} AS in_period
      FROM events WHERE workspace_id = ${uuid(workspaceId)} AND at < ${time(to)})
    GROUP BY person)`

export const periodOrders = (workspaceId: string, range: Range): Sql => sql`
  SELECT count() AS orders, sum(paid_fen) AS paid_fen FROM (${netOrders(workspaceId, range)})`

export const periodRefunds = (workspaceId: string, { from, to }: Range): Sql => sql`
  SELECT sum(refund_fen) AS refund_fen FROM (
    SELECT ${orderId()} AS order_id, ${fen('refund_fen')} AS refund_fen FROM events
    WHERE workspace_id = ${uuid(workspaceId)} AND event = 'refund_completed'
      AND at >= ${time(from)} AND at < ${time(to)})`

/** People active in both of two periods, of those active in the earlier one. */
export const retained = (workspaceId: string, before: Range, now: Range): Sql => sql`
  SELECT countIf(then) AS before, countIf(then AND since) AS both FROM (
    SELECT ${resolvedPerson} AS person,
      countIf(at < ${time(now.from)}) > 0 AS then, countIf(at >= ${time(now.from)}) > 0 AS since
    FROM events
    WHERE workspace_id = ${uuid(workspaceId)} AND event NOT IN ${strs(DONE_TO_HER)}
      AND at >= ${time(before.from)} AND at < ${time(now.to)}
    GROUP BY person)`

/** By day of the zone: new people, active people, orders, money; for the lines under the figures. */
export const byDay = (workspaceId: string, { from, to, timeZone }: Range): Sql => sql`
  SELECT toString(toDate(at, ${{ kind: 'value', type: 'String', value: timeZone }})) AS day,
    uniqExactIf(${resolvedPerson}, event NOT IN ${strs(DONE_TO_HER)}) AS active_people,
    uniqExactIf(${resolvedPerson}, event = 'wecom_friend_added') AS joined_people,
    uniqExactIf(${orderId()}, event = 'order_paid') AS orders,
    sumIf(${fen('pay_fen')}, event = 'order_paid') - sumIf(${fen('refund_fen')}, event = 'refund_completed') AS net_fen
  FROM events
  WHERE workspace_id = ${uuid(workspaceId)} AND at >= ${time(from)} AND at < ${time(to)}
  GROUP BY day ORDER BY day`

/**
 * The river: people seen in the period, by where they came from, how they came in, and how far
 * they went. Each person is in exactly one row.
 */
export const river = (workspaceId: string, { from, to }: Range): Sql => sql`
  SELECT source, entry, joined, active, paid, brought, count() AS people
  FROM (
    SELECT e.person AS person, if(p.source = '', 'direct', p.source) AS source,
      multiIf(e.by_code, 'code', e.by_friend, 'friend', e.by_link, 'link', 'direct') AS entry,
      e.joined AS joined, e.active AS active, e.paid AS paid, e.brought AS brought
    FROM (
      SELECT ${resolvedPerson} AS person,
        countIf(event IN ('code_scanned', 'wecom_friend_added')) > 0 AS by_code,
        countIf(event = 'invite_accepted') > 0 AS by_friend,
        countIf(event = 'link_clicked') > 0 AS by_link,
        countIf(event = 'wecom_friend_added') > 0 AS joined,
        countIf(event NOT IN ${strs(DONE_TO_HER)} AND at >= ${time(from)}) > 0 AS active,
        countIf(event = 'order_paid') > 0 AS paid,
        countIf(event = 'invite_sent') > 0 AS brought,
        max(at) AS last_at
      FROM events
      WHERE workspace_id = ${uuid(workspaceId)} AND at < ${time(to)}
      GROUP BY person HAVING last_at >= ${time(from)}) AS e
    LEFT JOIN (SELECT person_id, source FROM people FINAL
      WHERE workspace_id = ${uuid(workspaceId)} AND NOT gone) AS p ON p.person_id = e.person)
  GROUP BY source, entry, joined, active, paid, brought`

export const latestEvent = (workspaceId: string): Sql => sql`
  SELECT toUnixTimestamp64Milli(max(received_at)) AS latest_ms, count() AS events
  FROM events WHERE workspace_id = ${uuid(workspaceId)}`
