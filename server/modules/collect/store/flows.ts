import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Db } from '#platform/db/db.ts'

export interface WatchRow {
  workspace_id: string
  time_zone: string
  learned_hour: number | null
  shapes_hour: number | null
}

export const NEXT_LOOK_AT: RawBuilder<Date | null> = sql<Date | null>`
  select min(next_at) from collect.watch`

export async function saveZone(db: Db, workspaceId: string, timeZone: string, now: Date) {
  await sql`
    insert into collect.watch (workspace_id, time_zone, next_at)
    values (${workspaceId}, ${timeZone}, ${now})
    on conflict (workspace_id) do update set time_zone = excluded.time_zone`.execute(db)
}

/** Takes a workspace whose look is due, by moving the next one: nobody else looks until then. */
export async function claimLook(db: Db, now: Date, nextAt: Date): Promise<WatchRow | undefined> {
  const { rows } = await sql<WatchRow>`
    update collect.watch as w set next_at = ${nextAt}
    from (select workspace_id from collect.watch where next_at <= ${now}
      order by next_at limit 1 for update skip locked) as due
    where w.workspace_id = due.workspace_id
    returning w.workspace_id, w.time_zone, w.learned_hour, w.shapes_hour`.execute(db)
  return rows[0]
}

export async function postponeLook(db: Db, workspaceId: string, nextAt: Date): Promise<void> {
  await sql`update collect.watch set next_at = ${nextAt}
    where workspace_id = ${workspaceId}`.execute(db)
}

export async function saveLooked(
  db: Db,
  workspaceId: string,
  hours: { learned: number; shapes: number | null },
): Promise<void> {
  await sql`
    update collect.watch set learned_hour = ${hours.learned}, shapes_hour = ${hours.shapes}
    where workspace_id = ${workspaceId}`.execute(db)
}

export async function zoneOf(db: Db, workspaceId: string): Promise<string | undefined> {
  const { rows } = await sql<{ time_zone: string }>`
    select time_zone from collect.watch where workspace_id = ${workspaceId}`.execute(db)
  return rows[0]?.time_zone
}

export interface FlowRow {
  event: string
  source: string
  first_hour: number
  counts: number[]
  dispersion: number
  last_at: Date
}

export async function flowsOf(db: Db, workspaceId: string): Promise<FlowRow[]> {
  const { rows } = await sql<FlowRow>`
    select event, source, first_hour, counts, dispersion, last_at from collect.flow
    where workspace_id = ${workspaceId} order by source, event`.execute(db)
  return rows
}

export async function saveFlows(db: Db, workspaceId: string, flows: readonly FlowRow[]) {
  if (flows.length === 0) return
  await sql`
    insert into collect.flow (workspace_id, event, source, first_hour, counts, dispersion, last_at)
    select ${workspaceId}::uuid, f.event, f.source, f.first_hour, f.counts::int[], f.dispersion,
      f.last_at
    from unnest(${flows.map((f) => f.event)}::text[], ${flows.map((f) => f.source)}::text[],
      ${flows.map((f) => f.first_hour)}::int[],
      ${flows.map((f) => `{${f.counts.join(',')}}`)}::text[],
      ${flows.map((f) => f.dispersion)}::float8[], ${flows.map((f) => f.last_at)}::timestamptz[])
      as f(event, source, first_hour, counts, dispersion, last_at)
    on conflict (workspace_id, event, source) do update set first_hour = excluded.first_hour,
      counts = excluded.counts, dispersion = excluded.dispersion, last_at = excluded.last_at`.execute(
    db,
  )
}

/** What was not heard of for four weeks is no flow any more. */
export async function forgetFlows(db: Db, workspaceId: string, before: Date): Promise<void> {
  await sql`delete from collect.flow
    where workspace_id = ${workspaceId} and last_at < ${before}`.execute(db)
}

/** Up to when everything that arrived in the workspace has been stored. */
export async function waitingSince(
  db: Db,
  workspaceId: string,
): Promise<{ batches: number; oldest: Date | null }> {
  const { rows } = await sql<{ batches: number; oldest: Date | null }>`
    select count(*)::int as batches, min(received_at) as oldest from collect.inbox
    where workspace_id = ${workspaceId} and done_at is null and not history`.execute(db)
  return rows[0] ?? { batches: 0, oldest: null }
}
