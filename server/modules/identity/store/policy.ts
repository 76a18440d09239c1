import { sql } from 'kysely'
import type { IdentifierKind } from '#platform/event.ts'
import type { Db } from '#platform/db/db.ts'
import type { Limit, Limits } from '../model/policy.ts'

export interface PolicyRow {
  version: number
  limits: Partial<Record<IdentifierKind, Limit>>
  at: Date
  by: string
  why: string
}

export async function policyVersions(
  db: Db,
  workspaceId: string,
  limit: number,
): Promise<PolicyRow[]> {
  const { rows } = await sql<PolicyRow>`
    select version, limits, at, by, why from identity.policy
    where workspace_id = ${workspaceId} order by version desc limit ${limit}`.execute(db)
  return rows
}

export const policyInForce = async (db: Db, workspaceId: string): Promise<PolicyRow | undefined> =>
  (await policyVersions(db, workspaceId, 1))[0]

export async function insertPolicy(db: Db, workspaceId: string, row: PolicyRow): Promise<void> {
  await sql`
    insert into identity.policy (workspace_id, version, limits, at, by, why)
    values (${workspaceId}, ${row.version}, ${JSON.stringify(row.limits)}::jsonb, ${row.at},
      ${row.by}, ${row.why})`.execute(db)
}

export interface BlockedRow {
  kind: IdentifierKind
  /** the value itself, of phones and mail addresses a blind index */
  lookup: string
  sealed: string | null
  at: Date
  by: string
}

export async function blockedValues(db: Db, workspaceId: string): Promise<BlockedRow[]> {
  const { rows } = await sql<BlockedRow>`
    select kind, lookup, sealed, at, by from identity.blocked
    where workspace_id = ${workspaceId} order by at, kind, lookup`.execute(db)
  return rows
}

type Place = Pick<BlockedRow, 'kind' | 'lookup'>

export async function insertBlocked(
  db: Db,
  workspaceId: string,
  rows: readonly BlockedRow[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into identity.blocked (workspace_id, kind, lookup, sealed, at, by)
    select ${workspaceId}::uuid, b.kind, b.lookup, b.sealed, b.at, b.by
    from unnest(${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.lookup)}::text[],
      ${rows.map((r) => r.sealed)}::text[], ${rows.map((r) => r.at)}::timestamptz[],
      ${rows.map((r) => r.by)}::text[]) as b(kind, lookup, sealed, at, by)
    on conflict do nothing`.execute(db)
}

const placesOf = (places: readonly Place[]) => sql`
  unnest(${places.map((p) => p.kind)}::text[], ${places.map((p) => p.lookup)}::text[])
    as p(kind, lookup)`

export async function removeBlocked(
  db: Db,
  workspaceId: string,
  places: readonly Place[],
): Promise<void> {
  if (places.length === 0) return
  await sql`
    delete from identity.blocked b using ${placesOf(places)}
    where b.workspace_id = ${workspaceId} and b.kind = p.kind and b.lookup = p.lookup`.execute(db)
}

/** Who says that evidence is withdrawn because one of its ends stands for nobody. */
const BY = 'blocked value'

/**
 * Withdraws all that is said of these values, or lets stand again what was withdrawn for that reason.
 * A value of whatever scope is meant. Answers the identifiers at both ends.
 */
export async function withdrawAbout(
  db: Db,
  workspaceId: string,
  places: readonly Place[],
  withdrawn: { at: Date } | undefined,
): Promise<string[]> {
  if (places.length === 0) return []
  const isTaken = withdrawn !== undefined
  const { rows } = await sql<{ ident_a: string; ident_b: string }>`
    update identity.evidence e set retracted_at = ${withdrawn?.at ?? null},
      retracted_by = ${isTaken ? BY : null}, why = null
    from identity.identifier i, ${placesOf(places)}
    where i.workspace_id = ${workspaceId} and i.kind = p.kind and i.lookup = p.lookup
      and e.workspace_id = i.workspace_id and (e.ident_a = i.ident_id or e.ident_b = i.ident_id)
      and (e.retracted_at is null) = ${isTaken} and (${isTaken} or e.retracted_by = ${BY})
      and not exists (
        select 1 from identity.identifier o
        join identity.blocked b on b.workspace_id = o.workspace_id and b.kind = o.kind
          and b.lookup = o.lookup
        where not ${isTaken} and o.workspace_id = e.workspace_id
          and o.ident_id in (e.ident_a, e.ident_b))
    returning e.ident_a, e.ident_b`.execute(db)
  return rows.flatMap((row) => [row.ident_a, row.ident_b])
}

/** Persons that other limits may make others of: over a limit, or with outvoted evidence at their border. */
const touched = (workspaceId: string, limits: Limits, idents: readonly string[]) => {
  const kinds = Object.keys(limits) as IdentifierKind[]
  return sql`
    select person_id from identity.person
    where workspace_id = ${workspaceId} and contested and survivor_id is null
    union
    select i.person_id from identity.identifier i
    join unnest(${kinds}::text[], ${kinds.map((kind) => limits[kind].perPerson)}::int[])
      as l(kind, most) on l.kind = i.kind
    where i.workspace_id = ${workspaceId}
    group by i.person_id, i.kind, i.scope, l.most having count(*) > l.most
    union
    select person_id from identity.identifier
    where workspace_id = ${workspaceId} and ident_id = any(${[...idents]}::bigint[])`
}

export async function touchedBy(
  db: Db,
  workspaceId: string,
  limits: Limits,
  idents: readonly string[],
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    select person_id from (${touched(workspaceId, limits, idents)}) as t
    order by person_id limit ${most}`.execute(db)
  return rows.map((row) => row.person_id)
}

export async function writeTodo(
  db: Db,
  workspaceId: string,
  limits: Limits,
  idents: readonly string[],
): Promise<number> {
  await sql`
    insert into identity.policy_todo (workspace_id, person_id)
    select ${workspaceId}::uuid, person_id from (${touched(workspaceId, limits, idents)}) as t
    on conflict do nothing`.execute(db)
  return countTodo(db, workspaceId)
}

export async function countTodo(db: Db, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from identity.policy_todo
    where workspace_id = ${workspaceId}`.execute(db)
  return rows[0]?.n ?? 0
}

/** Takes the next few off the list; under the graph's lock, so nobody else has them. */
export async function takeTodo(db: Db, workspaceId: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`
    delete from identity.policy_todo where workspace_id = ${workspaceId} and person_id in (
      select person_id from identity.policy_todo where workspace_id = ${workspaceId}
      order by person_id limit ${most})
    returning person_id`.execute(db)
  return rows.map((row) => row.person_id)
}

export interface RunRow {
  workspace_id: string
  version: number
  people: number
  merged: number
  split: number
  started_at: Date
  finished_at: Date | null
}

export async function beginRun(
  db: Db,
  workspaceId: string,
  run: { version: number; people: number; at: Date },
): Promise<void> {
  await sql`
    insert into identity.policy_run (workspace_id, version, people, started_at)
    values (${workspaceId}, ${run.version}, ${run.people}, ${run.at})
    on conflict (workspace_id) do update set version = excluded.version,
      people = excluded.people, merged = 0, split = 0, started_at = excluded.started_at,
      finished_at = null`.execute(db)
}

export async function runOf(db: Db, workspaceId: string): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`
    select workspace_id, version, people, merged, split, started_at, finished_at
    from identity.policy_run where workspace_id = ${workspaceId}`.execute(db)
  return rows[0]
}

/** A workspace whose rules are being applied. */
export async function anyRun(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ workspace_id: string }>`
    select workspace_id from identity.policy_run where finished_at is null
    order by started_at limit 1`.execute(db)
  return rows[0]?.workspace_id
}

export async function advanceRun(
  db: Db,
  workspaceId: string,
  by: { merged: number; split: number; finishedAt: Date | undefined },
): Promise<void> {
  await sql`
    update identity.policy_run set merged = merged + ${by.merged}, split = split + ${by.split},
      finished_at = ${by.finishedAt ?? null}
    where workspace_id = ${workspaceId}`.execute(db)
}
