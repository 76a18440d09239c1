import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'

export interface WriteKeyRow {
  id: string
  workspace_id: string
  name: string
  prefix: string
  created_at: Date
  revoked_at: Date | null
  created_by: string | null
  revoked_by: string | null
}

export async function insertWriteKey(
  db: Db,
  key: Omit<WriteKeyRow, 'revoked_at' | 'revoked_by'> & { hash: Buffer },
): Promise<void> {
  await sql`
    insert into collect.write_key (workspace_id, id, name, prefix, key_hash, created_at,
      created_by)
    values (${key.workspace_id}, ${key.id}, ${key.name}, ${key.prefix}, ${key.hash},
      ${key.created_at}, ${key.created_by})`.execute(db)
}

export async function findWriteKey(db: Db, hash: Buffer): Promise<WriteKeyRow | undefined> {
  const { rows } = await sql<WriteKeyRow>`
    select id, workspace_id, name, prefix, created_at, revoked_at, created_by,
      revoked_by from collect.write_key
    where key_hash = ${hash} and revoked_at is null`.execute(db)
  return rows[0]
}

export async function listWriteKeys(db: Db, workspaceId: string): Promise<WriteKeyRow[]> {
  const { rows } = await sql<WriteKeyRow>`
    select id, workspace_id, name, prefix, created_at, revoked_at, created_by,
      revoked_by from collect.write_key
    where workspace_id = ${workspaceId} order by created_at desc, id limit 200`.execute(db)
  return rows
}

/** True when there was one to revoke. */
export async function revokeWriteKey(
  db: Db,
  workspaceId: string,
  id: string,
  now: Date,
  by: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update collect.write_key set revoked_at = coalesce(revoked_at, ${now}),
      revoked_by = coalesce(revoked_by, ${by})
    where workspace_id = ${workspaceId} and id = ${id}`.execute(db)
  return Number(numAffectedRows ?? 0) > 0
}

/** A source that is in force, by its key's id. */
export async function findSource(
  db: Db,
  workspaceId: string,
  keyId: string,
): Promise<{ name: string } | undefined> {
  const { rows } = await sql<{ name: string }>`
    select name from collect.write_key
    where workspace_id = ${workspaceId} and id = ${keyId} and revoked_at is null
    for share`.execute(db)
  return rows[0]
}
