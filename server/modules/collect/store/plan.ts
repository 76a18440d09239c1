import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { Definition, Mode } from '../model/plan/definition.ts'

export interface PlanRow {
  event: string
  definition: Definition
  version: number
  archived_at: Date | null
  changed_at: Date
  changed_by: string
}

export interface KeptPlan {
  revision: string
  unplanned: Mode
}

export async function planHead(db: Db, workspaceId: string): Promise<KeptPlan | undefined> {
  const { rows } = await sql<KeptPlan>`
    select revision::text, unplanned from collect.plan
    where workspace_id = ${workspaceId}`.execute(db)
  return rows[0]
}

export async function planRows(db: Db, workspaceId: string): Promise<PlanRow[]> {
  const { rows } = await sql<PlanRow>`
    select event, definition, version, archived_at, changed_at, changed_by
    from collect.plan_event where workspace_id = ${workspaceId} order by event`.execute(db)
  return rows
}

/** Writers of one workspace wait for one another here. */
export async function touchPlan(db: Db, workspaceId: string, unplanned?: Mode): Promise<void> {
  await sql`
    insert into collect.plan as p (workspace_id, revision, unplanned)
    values (${workspaceId}, 1, ${unplanned ?? 'watch'})
    on conflict (workspace_id) do update set revision = p.revision + 1,
      unplanned = coalesce(${unplanned ?? null}, p.unplanned)`.execute(db)
}

export interface PlanWrite {
  event: string
  definition: Definition
  archived: boolean
  /** the version it was made from; 0: there was none */
  version: number
}

/** False: somebody else has changed it since. */
export async function writePlanEvent(
  db: Db,
  workspaceId: string,
  one: PlanWrite,
  now: Date,
  by: string,
): Promise<boolean> {
  const { rows } = await sql`
    insert into collect.plan_event as e
      (workspace_id, event, definition, version, archived_at, changed_at, changed_by)
    select ${workspaceId}::uuid, ${one.event}::text, ${JSON.stringify(one.definition)}::jsonb, 1,
      case when ${one.archived}::boolean then ${now}::timestamptz end, ${now}::timestamptz,
      ${by}::text
    where ${one.version}::int = 0 or exists (select 1 from collect.plan_event
      where workspace_id = ${workspaceId} and event = ${one.event})
    on conflict (workspace_id, event) do update set definition = excluded.definition,
      version = e.version + 1, archived_at = excluded.archived_at,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by
    where e.version = ${one.version}::int
    returning event`.execute(db)
  if (rows.length === 0) return false
  await sql`
    insert into collect.plan_event_version
      (workspace_id, event, version, definition, archived, at, by)
    select workspace_id, event, version, definition, archived_at is not null, changed_at, changed_by
    from collect.plan_event
    where workspace_id = ${workspaceId} and event = ${one.event}`.execute(db)
  return true
}
