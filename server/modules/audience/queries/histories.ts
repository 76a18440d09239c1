import { sql, strs, time, uints, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { namesCh, storedNames } from '#modules/collect/model/naming/naming.ts'
import type { Naming } from '#modules/collect/model/naming/naming.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'

export interface HistoryRow {
  person_id: string
  goes_by: string
  at: string
  message_id: string
  properties: Record<string, unknown>
}

/** What these people did of these events, up to an instant, under each name asked for: what predicates look at. */
export const histories = (q: {
  workspaceId: string
  identIds: readonly string[]
  events: readonly string[]
  now: Date
  naming: Naming
}): Sql => sql`
  SELECT toString(${resolvedPerson}) AS person_id, arrayJoin(${namesCh(q.naming, q.events)}) AS goes_by,
    toString(toUnixTimestamp64Milli(at)) AS at, message_id, properties
  FROM events
  WHERE workspace_id = ${uuid(q.workspaceId)} AND event IN ${strs(storedNames(q.naming, q.events))}
    AND ident_id IN ${uints(q.identIds)} AND events.at <= ${time(q.now)}
  LIMIT 1 BY workspace_id, message_id, goes_by`
