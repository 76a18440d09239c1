import { sql, time, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { propertyCh } from '#modules/audience/model/property.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'
import type { Range } from '../model/question.ts'

/** An order's number, whether the sender wrote it as text or as a number. */
export const orderId = (): Sql =>
  sql`coalesce(${propertyCh('order_id').string}, toString(${propertyCh('order_id').number}), message_id)`

export const fen = (path: string): Sql => sql`toInt64(coalesce(${propertyCh(path).number}, 0))`

/**
 * One row an order paid in the range: buyer, instant, paid, and paid less all its refunds up to
 * `asOf`. An order id that arrives under two message ids (SDK and shop system) counts once: the
 * earlier payment stands.
 */
export const netOrders = (workspaceId: string, { from, to, asOf }: Range): Sql => sql`
  SELECT p.order_id AS order_id, p.person AS person, p.at AS at, p.paid_fen AS paid_fen,
    p.paid_fen - coalesce(r.refund_fen, 0) AS net_fen
  FROM (
    SELECT order_id, argMin(person, (events_at, message_id)) AS person,
      argMin(pay_fen, (events_at, message_id)) AS paid_fen, min(events_at) AS at
    FROM (
      SELECT ${orderId()} AS order_id, ${resolvedPerson} AS person, ${fen('pay_fen')} AS pay_fen,
        at AS events_at, message_id
      FROM events
      WHERE workspace_id = ${uuid(workspaceId)} AND event = 'order_paid' AND at < ${time(to)})
    GROUP BY order_id HAVING at >= ${time(from)}
  ) AS p
  LEFT JOIN (
    SELECT order_id, sum(refund_fen) AS refund_fen FROM (
      SELECT ${orderId()} AS order_id, ${fen('refund_fen')} AS refund_fen
      FROM events
      WHERE workspace_id = ${uuid(workspaceId)} AND event = 'refund_completed' AND at <= ${time(asOf)}
      LIMIT 1 BY coalesce(${propertyCh('refund_id').string}, message_id))
    GROUP BY order_id
  ) AS r USING (order_id)`
