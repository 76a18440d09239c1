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
}

/** How often a code's page was asked for, and how often it was really shown; by how many people. */
export function codeScans(q: CodeQuestion): Sql {
  return sql`
    SELECT
      countIf(event = 'code_scanned') AS scans,
      uniqExactIf(${resolvedPerson}, event = 'code_scanned') AS scanners,
      countIf(event = 'page_viewed') AS pages,
      uniqExactIf(${resolvedPerson}, event = 'page_viewed') AS page_people
    FROM events
    WHERE workspace_id = ${uuid(q.workspaceId)} AND event IN ('code_scanned', 'page_viewed')
      AND at >= ${time(q.from)} AND at < ${time(q.to)}
      AND properties.code_id.:String = ${str(q.codeId)}`
}
