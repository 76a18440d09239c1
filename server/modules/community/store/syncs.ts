import { sql } from 'kysely'
import { addMs, MINUTE_MS } from '#kernel/time.ts'
import type { Db } from '#platform/db/db.ts'
import type { SyncKind, SyncProgress, SyncState } from '../model/sync.ts'

export interface SyncRow {
  workspace_id: string
  kind: SyncKind
  state: SyncState
  progress: SyncProgress
  failures: number
  started_at: Date | null
  finished_at: Date | null
  next_try_at: Date | null
  error: string | null
}

const LEASE_MS = 2 * MINUTE_MS

/** With the first sign of life of a WeCom connection, reading its staff, customers and groups falls due. */
export async function ensureSyncs(db: Db, workspaceId: string, now: Date): Promise<void> {
  await sql`
    insert into community.sync (workspace_id, kind, state, next_try_at)
    values (${workspaceId}, 'staff', 'idle', ${now}), (${workspaceId}, 'contacts', 'idle', null),
      (${workspaceId}, 'groups', 'idle', null)
    on conflict do nothing`.execute(db)
}

export const NEXT_SYNC_AT = sql<Date | null>`
  select min(next_try_at) from community.sync where next_try_at is not null`

/** Takes one sync that is due, of any workspace, for two minutes. */
export async function claimSync(db: Db, now: Date): Promise<SyncRow | undefined> {
  const { rows } = await sql<SyncRow>`
    with due as (select workspace_id, kind from community.sync where next_try_at <= ${now}
      order by next_try_at limit 1 for update skip locked)
    update community.sync s set next_try_at = ${addMs(now, LEASE_MS)}, state = 'running',
      started_at = case when s.state = 'running' then s.started_at else ${now} end,
      progress = case when s.state = 'running' then s.progress else '{}' end
    from due where s.workspace_id = due.workspace_id and s.kind = due.kind returning s.*`.execute(
    db,
  )
  return rows[0]
}

/** Keeps how far it came, unless somebody paused it meanwhile. */
export async function saveSync(
  db: Db,
  workspaceId: string,
  kind: SyncKind,
  to: {
    state: SyncState
    progress: SyncProgress
    failures: number
    nextTryAt: Date | undefined
    finishedAt: Date | undefined
    error: string | undefined
  },
): Promise<void> {
  await sql`
    update community.sync set state = ${to.state}, progress = ${JSON.stringify(to.progress)}::jsonb,
      failures = ${to.failures}, next_try_at = ${to.nextTryAt ?? null},
      finished_at = coalesce(${to.finishedAt ?? null}, finished_at), error = ${to.error ?? null}
    where workspace_id = ${workspaceId} and kind = ${kind} and state = 'running'`.execute(db)
}

/** Starts anew, or goes on where a pause left it. */
export async function startSync(db: Db, workspaceId: string, kind: SyncKind, now: Date) {
  await sql`
    insert into community.sync as s (workspace_id, kind, state, next_try_at)
    values (${workspaceId}, ${kind}, 'idle', ${now})
    on conflict (workspace_id, kind) do update set next_try_at = ${now}, failures = 0, error = null,
      state = case when s.state = 'paused' then 'running' else s.state end`.execute(db)
}

export async function pauseSync(db: Db, workspaceId: string, kind: SyncKind): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update community.sync set state = 'paused', next_try_at = null
    where workspace_id = ${workspaceId} and kind = ${kind} and state = 'running'`.execute(db)
  return numAffectedRows === 1n
}

export async function syncsOf(db: Db, workspaceId: string): Promise<SyncRow[]> {
  const { rows } = await sql<SyncRow>`select * from community.sync
    where workspace_id = ${workspaceId} order by kind desc`.execute(db)
  return rows
}
