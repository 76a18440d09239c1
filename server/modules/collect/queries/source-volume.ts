import { sql, time, uint, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'

export interface SourceHour {
  source: string
  /** hours since 1970 */
  hour: number
  events: string
  last: string
}

/** Events an hour and source, by when they arrived. */
export const sourceVolume = (q: { workspaceId: string; from: Date; hours: number }): Sql => sql`
  SELECT source, intDiv(toUnixTimestamp(received_at), 3600) AS hour, count() AS events,
    toUnixTimestamp64Milli(max(received_at)) AS last
  FROM events
  WHERE workspace_id = ${uuid(q.workspaceId)} AND received_at >= ${time(q.from)}
  GROUP BY source, hour
  LIMIT ${uint(q.hours * 1_000)}`
