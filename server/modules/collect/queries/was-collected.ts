import { sql, str, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'

/** A row if anybody ever sent an event of this name. */
export const wasCollected = (workspaceId: string, event: string): Sql => sql`
  SELECT event AS found FROM events
  WHERE workspace_id = ${uuid(workspaceId)} AND event = ${str(event)} LIMIT 1`
