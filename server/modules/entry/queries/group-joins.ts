import { sql, strs, time, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'

export interface GroupJoinsRow {
  code_id: string
  joined: string
}

/** How many stays in groups began by each of these codes. */
export const groupJoins = (q: {
  workspaceId: string
  codeIds: readonly string[]
  from: Date
  to: Date
}): Sql => sql`
  SELECT properties.code_id.:String AS code_id, count() AS joined FROM events
  WHERE workspace_id = ${uuid(q.workspaceId)} AND event = 'wecom_group_joined'
    AND at >= ${time(q.from)} AND at <= ${time(q.to)}
    AND properties.code_id.:String IN ${strs(q.codeIds)}
  GROUP BY code_id`
