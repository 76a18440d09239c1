import { sql, str, time, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'

export interface CodeQuestion {
  workspaceId: string
  codeId: string
  from: Date
  to: Date
}

export interface ScansRow {
  scans: string
  scanners: string
  pages: string
  page_people: string
  /** of group codes: the page's picture was pressed */
  presses: string
  pressers: string
  /** who was sent on because no group had room */
  turned_away: string
}

/** How often a code's page was asked for, really shown, and its picture pressed; by how many people. */
export function codeScans(q: CodeQuestion): Sql {
  return sql`
    SELECT
      countIf(event = 'code_scanned') AS scans,
      uniqExactIf(${resolvedPerson}, event = 'code_scanned') AS scanners,
      countIf(event = 'page_viewed') AS pages,
      uniqExactIf(${resolvedPerson}, event = 'page_viewed') AS page_people,
      countIf(event = 'code_pressed') AS presses,
      uniqExactIf(${resolvedPerson}, event = 'code_pressed') AS pressers,
      uniqExactIf(${resolvedPerson}, event = 'code_scanned' AND
        notEmpty(properties.sent_on.:String)) AS turned_away
    FROM events
    WHERE workspace_id = ${uuid(q.workspaceId)} AND event IN ('code_scanned', 'page_viewed', 'code_pressed')
      AND at >= ${time(q.from)} AND at < ${time(q.to)}
      AND properties.code_id.:String = ${str(q.codeId)}`
}
