import { sql } from 'kysely'
import { must } from '#kernel/assert.ts'
import type { Ctx } from '#platform/ctx.ts'
import { Graph } from '../model/graph.ts'
import type { JourneyState } from '../model/lifecycle.ts'

type Store = Pick<Ctx, 'db' | 'workspaceId' | 'now'>

export interface JourneyRow {
  journey_id: string
  name: string
  state: JourneyState
  draft: Graph
  draft_saved_at: Date
  live_version: number | null
  playbook: string | null
  created_at: Date
  created_by: string
  updated_at: Date
}

export interface VersionRow {
  version: number
  graph: Graph
  published_at: Date
  published_by: string
}

const read = (row: JourneyRow): JourneyRow => ({ ...row, draft: Graph.parse(row.draft) })

export async function insertJourney(
  { db, workspaceId, now }: Store,
  journey: { id: string; name: string; draft: Graph; playbook: string | undefined; by: string },
): Promise<void> {
  await sql`
    insert into journey.journey (workspace_id, journey_id, name, state, draft, draft_saved_at,
      playbook, created_at, created_by, updated_at)
    values (${workspaceId}, ${journey.id}, ${journey.name}, 'draft',
      ${JSON.stringify(journey.draft)}::jsonb, ${now}, ${journey.playbook ?? null}, ${now},
      ${journey.by}, ${now})`.execute(db)
}

export async function findJourney(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  id: string,
  lock = false,
): Promise<JourneyRow | undefined> {
  const { rows } = await sql<JourneyRow>`
    select * from journey.journey where workspace_id = ${workspaceId} and journey_id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(db)
  return rows[0] && read(rows[0])
}

export interface JourneyFilter {
  state?: JourneyState | undefined
  q?: string | undefined
  sort: 'newest' | 'name'
  limit: number
  offset: number
}

const matching = ({ workspaceId }: Pick<Ctx, 'workspaceId'>, { state, q }: JourneyFilter) => sql`
  workspace_id = ${workspaceId}
  and (${state ?? null}::text is null or state = ${state ?? null})
  and (${q ?? null}::text is null or position(lower(${q ?? ''}) in lower(name)) > 0)`

export async function listJourneys(
  ctx: Pick<Ctx, 'db' | 'workspaceId'>,
  filter: JourneyFilter,
): Promise<JourneyRow[]> {
  const order = filter.sort === 'name' ? sql`name, journey_id` : sql`updated_at desc, journey_id`
  const { rows } = await sql<JourneyRow>`
    select * from journey.journey where ${matching(ctx, filter)}
    order by ${order} limit ${filter.limit} offset ${filter.offset}`.execute(ctx.db)
  return rows.map(read)
}

export async function countJourneys(
  ctx: Pick<Ctx, 'db' | 'workspaceId'>,
  filter: JourneyFilter,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from journey.journey where ${matching(ctx, filter)}`.execute(ctx.db)
  return must(rows[0], 'a count').n
}

export async function saveDraft(
  { db, workspaceId, now }: Store,
  id: string,
  change: { name?: string | undefined; draft?: Graph | undefined },
): Promise<void> {
  const draft = change.draft === undefined ? null : JSON.stringify(change.draft)
  await sql`
    update journey.journey set name = coalesce(${change.name ?? null}, name),
      draft = coalesce(${draft}::jsonb, draft),
      draft_saved_at = case when ${draft}::jsonb is null then draft_saved_at else ${now} end,
      updated_at = ${now}
    where workspace_id = ${workspaceId} and journey_id = ${id}`.execute(db)
}

export async function setState(
  { db, workspaceId, now }: Store,
  id: string,
  state: JourneyState,
): Promise<void> {
  await sql`
    update journey.journey set state = ${state}, updated_at = ${now}
    where workspace_id = ${workspaceId} and journey_id = ${id}`.execute(db)
}

export async function insertVersion(
  { db, workspaceId, now }: Store,
  id: string,
  version: { number: number; graph: Graph; by: string; events: string[]; segments: string[] },
  state: JourneyState,
): Promise<void> {
  await sql`
    insert into journey.version (workspace_id, journey_id, version, graph, published_at, published_by)
    values (${workspaceId}, ${id}, ${version.number}, ${JSON.stringify(version.graph)}::jsonb,
      ${now}, ${version.by})`.execute(db)
  await sql`
    update journey.journey set state = ${state}, live_version = ${version.number},
      trigger_events = ${version.events}::text[], trigger_segments = ${version.segments}::uuid[],
      updated_at = ${now}
    where workspace_id = ${workspaceId} and journey_id = ${id}`.execute(db)
}

export async function versionsOf(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  id: string,
): Promise<Omit<VersionRow, 'graph'>[]> {
  const { rows } = await sql<Omit<VersionRow, 'graph'>>`
    select version, published_at, published_by from journey.version
    where workspace_id = ${workspaceId} and journey_id = ${id} order by version desc`.execute(db)
  return rows
}

export async function findVersion(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  id: string,
  version: number,
): Promise<VersionRow | undefined> {
  const { rows } = await sql<VersionRow>`
    select version, graph, published_at, published_by from journey.version
    where workspace_id = ${workspaceId} and journey_id = ${id} and version = ${version}`.execute(db)
  return rows[0] && { ...rows[0], graph: Graph.parse(rows[0].graph) }
}

/** Live journeys that people may come into by one of these. */
export async function triggeredBy(
  { db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>,
  by: { events?: readonly string[]; segments?: readonly string[] },
): Promise<{ journey_id: string; live_version: number }[]> {
  const { rows } = await sql<{ journey_id: string; live_version: number }>`
    select journey_id, live_version from journey.journey
    where workspace_id = ${workspaceId} and state = 'live'
      and (trigger_events && ${by.events ?? []}::text[]
        or trigger_segments && ${by.segments ?? []}::uuid[])
    order by journey_id`.execute(db)
  return rows
}
