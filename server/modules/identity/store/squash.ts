import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'

export const SQUASH_DUE = sql<Date | null>`select due_at from identity.squash`

/** Redirects are there: history is to be rewritten some day; who asked first says when. */
export async function wantSquash(db: Db, at: Date): Promise<void> {
  await sql`update identity.squash set due_at = ${at} where due_at is null`.execute(db)
}

export async function settledVersion(db: Db): Promise<string> {
  const { rows } = await sql<{ settled_version: string }>`
    select settled_version from identity.squash`.execute(db)
  return rows[0]?.settled_version ?? '0'
}

export async function saveSquash(
  db: Db,
  { settledVersion: version, dueAt }: { settledVersion: string; dueAt: Date | undefined },
): Promise<void> {
  await sql`update identity.squash set settled_version = ${version},
    due_at = ${dueAt ?? null}`.execute(db)
}

/** One process at a time, until it lets go or is gone. */
export const SQUASH_LOCK = 730_141_005
