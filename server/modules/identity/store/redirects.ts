import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { Moved } from './identifiers.ts'

export interface RedirectRow extends Moved {
  workspace_id: string
  version: string
}

export async function insertRedirects(
  db: Db,
  workspaceId: string,
  moved: readonly Moved[],
): Promise<void> {
  if (moved.length === 0) return
  await sql`
    insert into identity.redirect (workspace_id, ident_id, person_id)
    select ${workspaceId}::uuid, m.* from unnest(${moved.map((m) => m.ident_id)}::bigint[],
      ${moved.map((m) => m.person_id)}::bigint[]) as m`.execute(db)
}

export async function waitingRedirects(db: Db, atMost: number): Promise<RedirectRow[]> {
  const { rows } = await sql<RedirectRow>`
    select workspace_id, ident_id, person_id, version from identity.redirect
    order by version limit ${atMost}`.execute(db)
  return rows
}

export async function anyRedirects(db: Db): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    select exists (select 1 from identity.redirect) as any`.execute(db)
  return rows[0]?.any === true
}

export async function deleteRedirects(db: Db, rows: readonly RedirectRow[]): Promise<void> {
  await sql`
    delete from identity.redirect r
    using unnest(${rows.map((r) => r.workspace_id)}::uuid[], ${rows.map((r) => r.version)}::bigint[])
      as d(workspace_id, version)
    where r.workspace_id = d.workspace_id and r.version = d.version`.execute(db)
}
