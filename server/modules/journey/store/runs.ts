import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { Db } from '#platform/db/db.ts'
import { anyOf, stemsFrom } from '#platform/outbox/root.ts'
import type { Reentry } from '../model/graph.ts'
import type { HeardEvent } from '../model/node.ts'

type Store = Pick<Ctx, 'db' | 'workspaceId' | 'now'>

export interface StoredHeard {
  nodeId: string
  event: string
  at: string
}

export interface RunRow {
  run_id: string
  version: number
  person_id: string
  subject: string
  node_id: string
  visit: number
  entered_at: Date
  heard: StoredHeard[]
  goals: string[]
  root: string | null
}

export const readHeard = (heard: readonly StoredHeard[]): HeardEvent[] =>
  heard
    .map((one) => ({ ...one, at: new Date(one.at) }))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())

export interface Entry {
  runId: string
  personId: string
  identId: string | undefined
  /** deterministic: the same cause lets a person in once */
  key: string
  nodeId: string
  at: Date
}

/**
 * Lets people into a version. The table holds that nobody has two active runs of one journey and that
 * no cause counts twice; the rule of re-entry is looked up here. Answers how many came in.
 */
export async function insertRuns(
  { db, workspaceId }: Store,
  journey: { journeyId: string; version: number; reentry: Reentry },
  entries: readonly Entry[],
): Promise<number> {
  if (entries.length === 0) return 0
  const { numAffectedRows } = await sql`
    insert into journey.run (workspace_id, run_id, journey_id, version, person_id, subject, ident_id,
      key, node_id, entered_at, due_at, state, started_at)
    select ${workspaceId}::uuid, e.run_id, ${journey.journeyId}::uuid, ${journey.version}::int,
      e.person_id, e.person_id, e.ident_id, e.key, e.node_id, e.at, e.at, 'active', e.at
    from unnest(${entries.map((e) => e.runId)}::uuid[], ${entries.map((e) => e.personId)}::bigint[],
      ${entries.map((e) => e.identId ?? null)}::bigint[], ${entries.map((e) => e.key)}::text[],
      ${entries.map((e) => e.nodeId)}::text[], ${entries.map((e) => e.at)}::timestamptz[])
      with ordinality as e(run_id, person_id, ident_id, key, node_id, at, n)
    where not exists (select 1 from journey.run r where r.workspace_id = ${workspaceId}
      and r.journey_id = ${journey.journeyId} and r.person_id = e.person_id
      and ${closedTo(journey.reentry)})
    order by e.n
    on conflict do nothing`.execute(db)
  return Number(numAffectedRows ?? 0)
}

/** The earlier run that keeps a person out; `e.at` is when she would come in. */
function closedTo(reentry: Reentry) {
  switch (reentry.kind) {
    case 'once':
      return sql`true`
    case 'always':
      return sql`r.state = 'active'`
    case 'after_days':
      return sql`(r.state = 'active'
        or r.started_at > e.at - make_interval(days => ${reentry.days}))`
  }
}

/** Journeys in which somebody is due, of any workspace. */
export async function dueJourneys(db: Db, now: Date) {
  const { rows } = await sql<{ workspace_id: string; journey_id: string; live_version: number }>`
    select j.workspace_id, j.journey_id, j.live_version from journey.journey j where j.state = 'live' and exists (
      select 1 from journey.run r where r.workspace_id = j.workspace_id
        and r.journey_id = j.journey_id and r.state = 'active' and r.due_at <= ${now})
    order by j.workspace_id, j.journey_id`.execute(db)
  return rows
}

export const EARLIEST_DUE = sql<Date | null>`
  select min(first.due_at) from journey.journey j cross join lateral (
    select r.due_at from journey.run r where r.workspace_id = j.workspace_id
      and r.journey_id = j.journey_id and r.state = 'active' and r.due_at is not null
    order by r.due_at limit 1) as first
  where j.state = 'live'`

/** Somebody who is to be moved now because of what this snapshot saw. */
export const runsUnderWay = (
  db: Db,
  { snapshot, now }: { snapshot: string; now: Date },
): Promise<boolean> =>
  anyOf(
    db,
    sql`select 1 from journey.journey j join journey.run r on r.workspace_id = j.workspace_id
      and r.journey_id = j.journey_id and r.state = 'active' and r.due_at <= ${now}
      where j.state = 'live' and ${stemsFrom('r.root', snapshot)}`,
  )

/**
 * Takes due runs of a journey for this transaction alone; other workers pass them by. The journey's
 * row is held too, so that pausing or ending it waits for the move and then holds everybody.
 */
export async function takeDue(
  { db, workspaceId, now }: Store,
  journeyId: string,
  limit: number,
): Promise<RunRow[]> {
  const { rows: live } = await sql`
    select 1 from journey.journey where workspace_id = ${workspaceId} and journey_id = ${journeyId}
      and state = 'live' for share`.execute(db)
  if (live.length === 0) return []
  const { rows } = await sql<RunRow>`
    select run_id, version, person_id::text, subject::text, node_id, visit, entered_at, heard, goals,
      root::text
    from journey.run where workspace_id = ${workspaceId} and journey_id = ${journeyId}
      and state = 'active' and due_at <= ${now}
    order by due_at limit ${limit} for update skip locked`.execute(db)
  return rows
}

export interface Stand {
  runId: string
  nodeId: string
  visit: number
  enteredAt: Date
  dueAt: Date | undefined
  listening: readonly string[]
  heard: readonly HeardEvent[]
  goals: readonly string[]
  outcome: string | undefined
}

/** Where everybody stands after the move, in one statement. */
export async function saveStands(
  { db, workspaceId, now }: Store,
  stands: readonly Stand[],
): Promise<void> {
  if (stands.length === 0) return
  await sql`
    update journey.run r set node_id = s.node_id, visit = s.visit, entered_at = s.entered_at,
      due_at = s.due_at, listening = string_to_array(s.listening, E'\n'), heard = s.heard::jsonb,
      goals = string_to_array(s.goals, E'\n'), failures = 0,
      root = case when s.due_at <= ${now}::timestamptz then platform.root() end,
      state = case when s.outcome is null then 'active' else 'done' end, outcome = s.outcome,
      ended_at = case when s.outcome is null then null else ${now}::timestamptz end
    from unnest(${stands.map((s) => s.runId)}::uuid[], ${stands.map((s) => s.nodeId)}::text[],
      ${stands.map((s) => s.visit)}::int[], ${stands.map((s) => s.enteredAt)}::timestamptz[],
      ${stands.map((s) => s.dueAt ?? null)}::timestamptz[],
      ${stands.map((s) => s.listening.join('\n'))}::text[],
      ${stands.map((s) => (s.heard.length > 0 ? JSON.stringify(s.heard) : '[]'))}::text[],
      ${stands.map((s) => s.goals.join('\n'))}::text[],
      ${stands.map((s) => s.outcome ?? null)}::text[])
      as s(run_id, node_id, visit, entered_at, due_at, listening, heard, goals, outcome)
    where r.workspace_id = ${workspaceId} and r.run_id = s.run_id`.execute(db)
}

export interface Step {
  runId: string
  visit: number
  version: number
  nodeId: string
  exit: string
  enteredAt: Date
  at: Date
  detail: Readonly<Record<string, unknown>> | undefined
}

export async function insertSteps(
  { db, workspaceId }: Store,
  journeyId: string,
  steps: readonly Step[],
): Promise<void> {
  if (steps.length === 0) return
  await sql`
    insert into journey.step (workspace_id, run_id, visit, journey_id, version, node_id, exit,
      entered_at, at, detail)
    select ${workspaceId}::uuid, s.run_id, s.visit, ${journeyId}::uuid, s.version, s.node_id, s.exit,
      s.entered_at, s.at, s.detail::jsonb
    from unnest(${steps.map((s) => s.runId)}::uuid[], ${steps.map((s) => s.visit)}::int[],
      ${steps.map((s) => s.version)}::int[], ${steps.map((s) => s.nodeId)}::text[],
      ${steps.map((s) => s.exit)}::text[], ${steps.map((s) => s.enteredAt)}::timestamptz[],
      ${steps.map((s) => s.at)}::timestamptz[],
      ${steps.map((s) => (s.detail ? JSON.stringify(s.detail) : null))}::text[])
      as s(run_id, visit, version, node_id, exit, entered_at, at, detail)`.execute(db)
}

/** A run that cannot be moved stands aside and is tried again, then given up. */
export async function setAside(
  { db, workspaceId, now }: Store,
  runId: string,
  retryAt: Date,
  failuresMax: number,
): Promise<void> {
  await sql`
    update journey.run set failures = failures + 1, root = null,
      due_at = case when failures + 1 >= ${failuresMax} then null else ${retryAt}::timestamptz end,
      listening = case when failures + 1 >= ${failuresMax} then '{}' else listening end,
      state = case when failures + 1 >= ${failuresMax} then 'done' else 'active' end,
      outcome = case when failures + 1 >= ${failuresMax} then 'broken' end,
      ended_at = case when failures + 1 >= ${failuresMax} then ${now}::timestamptz end
    where workspace_id = ${workspaceId} and run_id = ${runId}`.execute(db)
}

export interface ListeningRow {
  run_id: string
  journey_id: string
  version: number
  person_id: string
  node_id: string
  entered_at: Date
  goals: string[]
}

/** Active runs of these people that listen for one of these events, locked against a move. */
export async function listeningRuns(
  { db, workspaceId }: Store,
  personIds: readonly string[],
  events: readonly string[],
): Promise<ListeningRow[]> {
  const { rows } = await sql<ListeningRow>`
    select run_id, journey_id, version, person_id::text, node_id, entered_at, goals from journey.run
    where workspace_id = ${workspaceId} and person_id = any(${personIds}::bigint[])
      and state = 'active' and listening <> '{}' and listening && ${events}::text[]
    order by run_id for update`.execute(db)
  return rows
}

/** They heard: each is due at once, with what it heard kept in the run. */
export async function wakeRuns(
  { db, workspaceId }: Store,
  woken: readonly { runId: string; heard: readonly HeardEvent[]; at: Date }[],
): Promise<void> {
  if (woken.length === 0) return
  await sql`
    update journey.run r set heard = r.heard || w.heard::jsonb, due_at = least(r.due_at, w.at),
      root = least(r.root, platform.root())
    from unnest(${woken.map((w) => w.runId)}::uuid[],
      ${woken.map((w) => JSON.stringify(w.heard))}::text[],
      ${woken.map((w) => w.at)}::timestamptz[]) as w(run_id, heard, at)
    where r.workspace_id = ${workspaceId} and r.run_id = w.run_id and r.state = 'active'`.execute(
    db,
  )
}

export async function endRuns({ db, workspaceId, now }: Store, journeyId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update journey.run set state = 'done', outcome = 'ended', ended_at = ${now}, due_at = null,
      listening = '{}'
    where workspace_id = ${workspaceId} and journey_id = ${journeyId} and state = 'active'`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0)
}
