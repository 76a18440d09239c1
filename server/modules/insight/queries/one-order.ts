import { sql, str } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { addMs } from '#kernel/time.ts'
import { netOrders } from './net-orders.ts'

export const oneOrder = (workspaceId: string, orderId: string, now: Date): Sql => sql`
  SELECT toString(person) AS person, toUnixTimestamp64Milli(at) AS at_ms, paid_fen, net_fen
  FROM (${netOrders(workspaceId, { from: new Date(0), to: addMs(now, 1), asOf: now, timeZone: 'UTC' })})
  WHERE order_id = ${str(orderId)}`
