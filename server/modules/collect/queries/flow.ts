import { sql, time, uint, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'

export interface FlowHour {
  event: string
  source: string
  hour: number
  events: string
  /** milliseconds since 1970 */
  last: string
}

interface Span {
  workspaceId: string
  from: Date
  to: Date
  pairs: number
}

const within = ({ workspaceId, from, to }: Span): Sql => sql`
  workspace_id = ${uuid(workspaceId)} AND NOT history
  AND received_at >= ${time(from)} AND received_at < ${time(to)}`

/** Events an hour, of the pairs of event and source that come most often. */
export const flowHours = (q: Span): Sql => sql`
  SELECT event, source, intDiv(toUnixTimestamp(received_at), 3600) AS hour, count() AS events,
    toUnixTimestamp64Milli(max(received_at)) AS last
  FROM events
  WHERE ${within(q)} AND (event, source) IN (
    SELECT event, source FROM events WHERE ${within(q)}
    GROUP BY event, source ORDER BY count() DESC, event, source LIMIT ${uint(q.pairs)})
  GROUP BY event, source, hour`

export interface FlowTen {
  event: string
  source: string
  /** whole ten minutes before the end of the span */
  ago: number
  events: string
  last: string
}

/** Events in each ten minutes back from the end of the span. */
export const flowTens = (q: Span): Sql => sql`
  SELECT event, source,
    intDiv(toUnixTimestamp64Milli(${time(q.to)}) - toUnixTimestamp64Milli(received_at) - 1, 600000)
      AS ago,
    count() AS events, toUnixTimestamp64Milli(max(received_at)) AS last
  FROM events
  WHERE ${within(q)}
  GROUP BY event, source, ago
  ORDER BY ago, events DESC
  LIMIT ${uint(q.pairs * 36)}`
