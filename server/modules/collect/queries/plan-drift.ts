import { sql, time, uint, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'

interface Window {
  workspaceId: string
  from: Date
  to: Date
  limit: number
}

export interface ArrivedEvent {
  event: string
  source: string
  events: string
  first: string
  last: string
}

const within = (q: Window): Sql => sql`
  workspace_id = ${uuid(q.workspaceId)} AND received_at >= ${time(q.from)}
    AND received_at < ${time(q.to)}`

const FIGURES: Sql = sql`
  count() AS events, toUnixTimestamp64Milli(min(received_at)) AS first,
    toUnixTimestamp64Milli(max(received_at)) AS last`

/** What arrived, by event and source. */
export const arrivedEvents = (q: Window): Sql => sql`
  SELECT event, source, ${FIGURES} FROM events WHERE ${within(q)}
  GROUP BY event, source ORDER BY events DESC, event, source LIMIT ${uint(q.limit)}`

export interface ArrivedProperty extends ArrivedEvent {
  property: string
  type: string
}

/** Which properties came with it, and of which type ClickHouse found them; inner names count as their outermost. */
export const arrivedProperties = (q: Window): Sql => sql`
  SELECT event, source, property, type, ${FIGURES} FROM (
    SELECT event, source, received_at, arrayJoin(arrayDistinct(arrayMap(
      (path, type) -> if(position(path, '.') > 0, (splitByChar('.', path)[1], 'Object'), (path, type)),
      mapKeys(JSONAllPathsWithTypes(properties)), mapValues(JSONAllPathsWithTypes(properties)))))
      AS pair, pair.1 AS property, pair.2 AS type
    FROM events WHERE ${within(q)})
  GROUP BY event, source, property, type
  ORDER BY events DESC, event, source, property, type LIMIT ${uint(q.limit)}`
