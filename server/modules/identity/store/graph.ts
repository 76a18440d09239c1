import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'

/** Whoever changes a workspace's graph holds this row until the commit. Answers the version. */
export async function lockGraph(db: Db, workspaceId: string): Promise<string> {
  const found = await sql<{ version: string }>`
    select version from identity.graph where workspace_id = ${workspaceId} for update`.execute(db)
  if (found.rows[0]) return found.rows[0].version
  await sql`insert into identity.graph (workspace_id) values (${workspaceId})
    on conflict do nothing`.execute(db)
  return lockGraph(db, workspaceId)
}

/**
 * For whoever only reads the graph and must not have it changed under his feet until the commit;
 * many may at once. Answers the version.
 */
export async function shareGraph(db: Db, workspaceId: string): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    select version from identity.graph where workspace_id = ${workspaceId} for share`.execute(db)
  return rows[0]?.version ?? lockGraph(db, workspaceId)
}

/** The same, and only if it still is this version: else nothing is held. */
export async function shareGraphAt(db: Db, workspaceId: string, version: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from identity.graph
    where workspace_id = ${workspaceId} and version = ${version}::bigint for share`.execute(db)
  return rows.length > 0
}

/**
 * Every cache of another version is void from now on. The version is the transaction's own id, so
 * one that was rolled back never comes again.
 */
export async function bumpGraph(db: Db, workspaceId: string): Promise<string> {
  const { rows } = await sql<{ version: string }>`
    update identity.graph set version = pg_current_xact_id()::text::bigint
    where workspace_id = ${workspaceId} returning version`.execute(db)
  return rows[0]?.version ?? '0'
}

/** Fresh ids, ascending. */
export async function takeIds(db: Db, of: 'person' | 'ident', howMany: number): Promise<string[]> {
  if (howMany === 0) return []
  const sequence = of === 'person' ? 'identity.person_ids' : 'identity.ident_ids'
  const { rows } = await sql<{ id: string }>`
    select nextval(${sequence}::regclass) as id from generate_series(1, ${howMany})`.execute(db)
  return rows.map((row) => row.id)
}

/**
 * For the statements until the transaction ends or `asPlanned`: each of many rows is looked up by its
 * index. Left to itself the planner reads a whole table to find thousands of its rows, which takes
 * ever longer as the workspace grows.
 */
export const byIndex = async (db: Db): Promise<void> => setPlanner(db, 'off')
export const asPlanned = async (db: Db): Promise<void> => setPlanner(db, 'on')

async function setPlanner(db: Db, to: 'on' | 'off'): Promise<void> {
  await sql`select set_config('enable_hashjoin', ${to}, true),
    set_config('enable_mergejoin', ${to}, true), set_config('enable_seqscan', ${to}, true)`.execute(
    db,
  )
}
