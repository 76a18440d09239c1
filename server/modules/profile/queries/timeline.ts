import { sql, time, uint, uints, uuid, empty } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { isEventCh } from '#modules/collect/model/naming/naming.ts'
import type { Naming } from '#modules/collect/model/naming/naming.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'

export interface TimelineQuestion {
  workspaceId: string
  personId: string
  identIds: readonly string[]
  event: string | undefined
  /** what the events that operators named mean */
  naming: Naming
  asOf: Date
  offset: number
  limit: number
}

export interface TimelineRow {
  message_id: string
  event: string
  at: string
  received_at: string
  source: string
  channel: string
  ident_id: string
  properties: Record<string, unknown>
  history: boolean
}

/** Everything one person did, newest first. The identifiers narrow what is read; the graph decides. */
export const timeline = (q: TimelineQuestion): Sql => sql`
  SELECT message_id, event, formatDateTime(at, '%Y-%m-%dT%H:%i:%S.%fZ') AS at,
    formatDateTime(received_at, '%Y-%m-%dT%H:%i:%S.%fZ') AS received_at,
    source, channel, toString(ident_id) AS ident_id, properties, history
  FROM (
    SELECT * FROM events
    WHERE workspace_id = ${uuid(q.workspaceId)} AND events.at <= ${time(q.asOf)}
      AND ident_id IN ${uints(q.identIds)}
      AND ${resolvedPerson} = ${uint(q.personId)}
      ${q.event ? sql`AND ${isEventCh(q.naming, q.event)}` : empty}
    ORDER BY events.at DESC, message_id DESC
    LIMIT ${uint(q.limit)} OFFSET ${uint(q.offset)})`
