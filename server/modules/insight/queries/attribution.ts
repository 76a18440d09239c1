import { sql, str, strs, time, uint, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { DAY_MS } from '#kernel/time.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'
import type { Range } from '../model/question.ts'
import { TOUCHES } from '../model/touch.ts'
import type { Dimension } from '../model/touch.ts'
import { netOrders } from './net-orders.ts'
import { touchKey } from './touch-key.ts'

export interface AttributionQuestion {
  workspaceId: string
  range: Range
  dimension: Dimension
  model: 'first' | 'last'
  lookbackDays: number
}

/**
 * Credits each paid order of the range whole to one touch of its buyer: the first or the last of
 * those that carry the dimension, at most `lookbackDays` before the payment and not after it. Orders
 * without one are in the row with key '' — so the rows always sum to all orders, exactly. Of two
 * touches at the same instant the smaller message id counts as earlier.
 */
export const attribution = (q: AttributionQuestion): Sql => sql`
  SELECT key, count() AS orders, sum(net_fen) AS net_fen, sum(paid_fen) AS paid_fen,
    uniqExact(person) AS people
  FROM (${creditedOrders(q)})
  GROUP BY key ORDER BY net_fen DESC, key`

/** The orders behind one row of it, the newest first. */
export const attributedOrders = (
  q: AttributionQuestion & { key: string; limit: number },
): Sql => sql`
  SELECT order_id, person, toUnixTimestamp64Milli(paid_at) AS at_ms, net_fen, paid_fen
  FROM (${creditedOrders(q)})
  WHERE key = ${str(q.key)}
  ORDER BY paid_at DESC, order_id LIMIT ${uint(q.limit)}`

/** One row per order, with the key of the touch that has the credit. */
const creditedOrders = (q: AttributionQuestion): Sql => {
  const inTime = sql`t.person != 0 AND t.at <= o.at AND t.at > o.at - toIntervalMillisecond(${uint(q.lookbackDays * DAY_MS)})`
  const pick =
    q.model === 'first'
      ? sql`argMinIf(t.key, (t.at, t.message_id), ${inTime})`
      : sql`argMaxIf(t.key, (t.at, t.message_id), ${inTime})`
  return sql`
    SELECT o.order_id AS order_id, any(o.person) AS person, any(o.net_fen) AS net_fen,
      any(o.paid_fen) AS paid_fen, any(o.at) AS paid_at, ${pick} AS key
    FROM (${netOrders(q.workspaceId, q.range)}) AS o
    LEFT JOIN (
      SELECT ${resolvedPerson} AS person, at, message_id, ${touchKey(q.dimension)} AS key
      FROM events
      WHERE workspace_id = ${uuid(q.workspaceId)} AND event IN ${strs(TOUCHES)}
        AND at < ${time(q.range.to)} AND key != ''
    ) AS t ON t.person = o.person
    GROUP BY o.order_id`
}

/** Every touch of an order's buyer before it was paid, in order of time: "why this credit?" */
export const touchesBefore = (q: {
  workspaceId: string
  personId: string
  from: Date
  paidAt: Date
}): Sql => sql`
  SELECT message_id, event, toString(toUnixTimestamp64Milli(at)) AS at_ms, source, channel,
    properties
  FROM events
  WHERE workspace_id = ${uuid(q.workspaceId)} AND event IN ${strs(TOUCHES)}
    AND ${resolvedPerson} = ${uint(q.personId)}
    AND at > ${time(q.from)} AND at <= ${time(q.paidAt)}
  ORDER BY at, message_id LIMIT 1000`
