import { sql } from 'kysely'
import { must } from '#kernel/assert.ts'
import type { Ctx } from '#platform/ctx.ts'

type Store = Pick<Ctx, 'db' | 'workspaceId'>

export interface JourneyNumbers {
  entered: number
  active: number
  done: number
  reachedGoal: number
}

/** Counted from the runs themselves, not from counters that could drift. */
export async function numbersOf(
  { db, workspaceId }: Store,
  journeyIds: readonly string[],
): Promise<Map<string, JourneyNumbers>> {
  const { rows } = await sql<JourneyNumbers & { journey_id: string }>`
    select journey_id, count(*)::int as entered,
      (count(*) filter (where state = 'active'))::int as active,
      (count(*) filter (where state = 'done'))::int as done,
      (count(*) filter (where goals <> '{}'))::int as "reachedGoal"
    from journey.run where workspace_id = ${workspaceId}
      and journey_id = any(${journeyIds}::uuid[])
    group by journey_id`.execute(db)
  return new Map(rows.map(({ journey_id: id, ...numbers }) => [id, numbers]))
}

/** Who stands at each node now. */
export async function waitingAt(
  { db, workspaceId }: Store,
  journeyId: string,
  version: number | undefined,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ node_id: string; n: number }>`
    select node_id, count(*)::int as n from journey.run
    where workspace_id = ${workspaceId} and journey_id = ${journeyId} and state = 'active'
      and (${version ?? null}::int is null or version = ${version ?? null})
    group by node_id`.execute(db)
  return new Map(rows.map((row) => [row.node_id, row.n]))
}

export async function leftBy(
  { db, workspaceId }: Store,
  journeyId: string,
  version: number | undefined,
): Promise<{ node_id: string; exit: string; n: number }[]> {
  const { rows } = await sql<{ node_id: string; exit: string; n: number }>`
    select node_id, exit, count(*)::int as n from journey.step
    where workspace_id = ${workspaceId} and journey_id = ${journeyId}
      and (${version ?? null}::int is null or version = ${version ?? null})
    group by node_id, exit`.execute(db)
  return rows
}

/** Per variant of a split: runs exposed to it, and those of them that reached a goal afterwards. */
export async function variantNumbers(
  { db, workspaceId }: Store,
  journeyId: string,
  nodeId: string,
  version: number | undefined,
): Promise<{ exit: string; people: number; goals: number }[]> {
  const { rows } = await sql<{ exit: string; people: number; goals: number }>`
    select s.exit, count(distinct s.run_id)::int as people,
      (count(distinct s.run_id) filter (where r.goals <> '{}'))::int as goals
    from journey.step s join journey.run r on r.workspace_id = s.workspace_id
      and r.run_id = s.run_id
    where s.workspace_id = ${workspaceId} and s.journey_id = ${journeyId}
      and s.node_id = ${nodeId}
      and (${version ?? null}::int is null or s.version = ${version ?? null})
    group by s.exit`.execute(db)
  return rows
}

export async function peopleAt(
  { db, workspaceId }: Store,
  journeyId: string,
  nodeId: string,
  limit: number,
  offset: number,
) {
  const { rows } = await sql<{
    person_id: string
    run_id: string
    entered_at: Date
    due_at: Date | null
    version: number
  }>`
    select person_id::text, run_id, entered_at, due_at, version from journey.run
    where workspace_id = ${workspaceId} and journey_id = ${journeyId} and node_id = ${nodeId}
      and state = 'active'
    order by entered_at, run_id limit ${limit} offset ${offset}`.execute(db)
  return rows
}

export async function countPeopleAt(
  { db, workspaceId }: Store,
  journeyId: string,
  nodeId: string,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from journey.run where workspace_id = ${workspaceId}
      and journey_id = ${journeyId} and node_id = ${nodeId} and state = 'active'`.execute(db)
  return must(rows[0], 'a count').n
}

export interface RunOfPerson {
  run_id: string
  journey_id: string
  name: string
  version: number
  person_id: string
  state: 'active' | 'done'
  outcome: string | null
  key: string
  node_id: string
  entered_at: Date
  due_at: Date | null
  listening: string[]
  started_at: Date
  ended_at: Date | null
}

export async function runsOf(
  { db, workspaceId }: Store,
  personId: string,
  limit: number,
  offset: number,
): Promise<RunOfPerson[]> {
  const { rows } = await sql<RunOfPerson>`
    select r.run_id, r.journey_id, j.name, r.version, r.person_id::text, r.state, r.outcome, r.key,
      r.node_id, r.entered_at, r.due_at, r.listening, r.started_at, r.ended_at
    from journey.run r join journey.journey j on j.workspace_id = r.workspace_id
      and j.journey_id = r.journey_id
    where r.workspace_id = ${workspaceId} and r.person_id = ${personId}
    order by r.started_at desc, r.run_id limit ${limit} offset ${offset}`.execute(db)
  return rows
}

export interface StepRow {
  run_id: string
  visit: number
  node_id: string
  exit: string
  entered_at: Date
  at: Date
  detail: Record<string, unknown> | null
}

export async function stepsOf(
  { db, workspaceId }: Store,
  runIds: readonly string[],
): Promise<Map<string, StepRow[]>> {
  const { rows } = await sql<StepRow>`
    select run_id, visit, node_id, exit, entered_at, at, detail from journey.step
    where workspace_id = ${workspaceId} and run_id = any(${runIds}::uuid[])
    order by run_id, visit`.execute(db)
  return Map.groupBy(rows, (row) => row.run_id)
}
