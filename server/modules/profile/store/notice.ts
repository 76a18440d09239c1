import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'

export interface Notice {
  controller: string
  contact: string
  policyUrl: string | null
}

export async function loadNotice(db: Db, workspaceId: string): Promise<Notice> {
  const { rows } = await sql<Notice>`
    select controller, contact, policy_url as "policyUrl" from profile.privacy_notice
    where workspace_id = ${workspaceId}`.execute(db)
  return rows[0] ?? { controller: '', contact: '', policyUrl: null }
}

/** The workspace's name stands until somebody chooses another. */
export async function nameController(db: Db, workspaceId: string, name: string, now: Date) {
  await sql`
    insert into profile.privacy_notice (workspace_id, controller, changed_at, changed_by)
    values (${workspaceId}, ${name}, ${now}, 'governance')
    on conflict (workspace_id) do update set controller = excluded.controller,
      changed_at = excluded.changed_at
    where privacy_notice.changed_by = 'governance'`.execute(db)
}

export async function saveNotice(
  db: Db,
  workspaceId: string,
  { controller, contact, policyUrl }: Notice,
  now: Date,
  by: string,
): Promise<void> {
  await sql`
    insert into profile.privacy_notice (workspace_id, controller, contact, policy_url, changed_at, changed_by)
    values (${workspaceId}, ${controller}, ${contact}, ${policyUrl}, ${now}, ${by})
    on conflict (workspace_id) do update set controller = excluded.controller,
      contact = excluded.contact, policy_url = excluded.policy_url,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(db)
}
