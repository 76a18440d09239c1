import { sql } from 'kysely'
import { ids } from '#platform/db/arrays.ts'
import type { Db } from '#platform/db/db.ts'

export interface Membership {
  segment_id: string
  person_id: string
}

export async function membershipsOf(db: Db, workspaceId: string, personIds: readonly string[]) {
  const { rows } = await sql<Membership & { since: Date; why: string }>`
    select segment_id, person_id, since, why from audience.membership
    where workspace_id = ${workspaceId} and person_id = any(${personIds}::bigint[])`.execute(db)
  return rows
}

export interface Verdict {
  segmentId: string
  personId: string
  holds: boolean
  /** the next instant at which time alone may change it */
  dueAt: Date | undefined
  why: string
}

/**
 * Writes what was decided about many people and segments at once. Answers only the changes, so a
 * repeat changes nothing and announces nothing.
 */
export async function saveVerdicts(
  db: Db,
  workspaceId: string,
  verdicts: readonly Verdict[],
  now: Date,
): Promise<{ segment_id: string; person_id: string; entered: boolean; why: string }[]> {
  if (verdicts.length === 0) return []
  const json = JSON.stringify(
    verdicts.map((v) => ({
      segment_id: v.segmentId,
      person_id: v.personId,
      holds: v.holds,
      due_at: v.dueAt ?? null,
      why: v.why,
    })),
  )
  const verdict = sql`jsonb_to_recordset(${json}::jsonb)
    as v(segment_id uuid, person_id bigint, holds boolean, due_at timestamptz, why text)`
  const { rows } = await sql<{
    segment_id: string
    person_id: string
    entered: boolean
    why: string
  }>`
    with v as materialized (select * from ${verdict}),
    entered as (
      insert into audience.membership (workspace_id, segment_id, person_id, since, why)
      select ${workspaceId}::uuid, segment_id, person_id, ${now}, why from v where holds
      on conflict do nothing returning segment_id, person_id, why),
    gone as (
      delete from audience.membership m using v
      where m.workspace_id = ${workspaceId} and m.segment_id = v.segment_id
        and m.person_id = v.person_id and not v.holds
      returning m.segment_id, m.person_id, v.why),
    changes as (
      select segment_id, person_id, true as entered, why from entered
      union all select segment_id, person_id, false, why from gone),
    logged as (
      insert into audience.passage (workspace_id, segment_id, person_id, at, entered, why)
      select ${workspaceId}::uuid, segment_id, person_id, ${now}, entered, why from changes
      on conflict do nothing),
    flipping as (
      insert into audience.flip (workspace_id, segment_id, person_id, due_at)
      select ${workspaceId}::uuid, segment_id, person_id, due_at from v where due_at is not null
      on conflict (workspace_id, segment_id, person_id) do update set due_at = excluded.due_at),
    settled as (
      delete from audience.flip f using v where f.workspace_id = ${workspaceId}
        and f.segment_id = v.segment_id and f.person_id = v.person_id and v.due_at is null)
    select segment_id, person_id, entered, why from changes`.execute(db)
  return rows
}

/** People none of the live segments has looked at yet; from now on they are known. */
export async function meet(db: Db, workspaceId: string, personIds: readonly string[]) {
  const { rows } = await sql<{ person_id: string }>`
    insert into audience.known (workspace_id, person_id)
    select ${workspaceId}::uuid, unnest(${ids(personIds)})
    on conflict do nothing returning person_id`.execute(db)
  return rows.map((row) => row.person_id)
}

/** An absorbed person is in no segment any more; her older dates go over to the survivor. */
export async function absorb(db: Db, workspaceId: string, absorbed: string, survivor: string) {
  await sql`
    update audience.membership s set since = least(s.since, a.since)
    from audience.membership a
    where a.workspace_id = ${workspaceId} and a.person_id = ${absorbed}
      and s.workspace_id = ${workspaceId} and s.person_id = ${survivor} and s.segment_id = a.segment_id`.execute(
    db,
  )
  await sql`
    insert into audience.membership (workspace_id, segment_id, person_id, since, why)
    select workspace_id, segment_id, ${survivor}, since, 'merge' from audience.membership
    where workspace_id = ${workspaceId} and person_id = ${absorbed}
    on conflict do nothing`.execute(db)
  for (const table of ['membership', 'flip', 'known'])
    await sql`delete from ${sql.table(`audience.${table}`)}
      where workspace_id = ${workspaceId} and person_id = ${absorbed}`.execute(db)
}

/**
 * People who were one for a while are members since they were of themselves: since the first entry
 * after their own last leaving.
 */
export async function restoreDates(db: Db, workspaceId: string, personIds: readonly string[]) {
  await sql`
    update audience.membership m set since = own.since, why = own.why
    from (
      select distinct on (p.segment_id, p.person_id) p.segment_id, p.person_id, p.at as since, p.why
      from audience.passage p
      where p.workspace_id = ${workspaceId} and p.person_id = any(${ids(personIds)}) and p.entered
        and not exists (select 1 from audience.passage l
          where l.workspace_id = p.workspace_id and l.segment_id = p.segment_id
            and l.person_id = p.person_id and not l.entered and l.at >= p.at)
      order by p.segment_id, p.person_id, p.at) as own
    where m.workspace_id = ${workspaceId} and m.segment_id = own.segment_id
      and m.person_id = own.person_id`.execute(db)
}

/** Since when these people are in what they are in. */
export async function datesOf(db: Db, workspaceId: string, personIds: readonly string[]) {
  const { rows } = await sql<{ segment_id: string; person_id: string; since: Date }>`
    select segment_id, person_id, since from audience.membership
    where workspace_id = ${workspaceId} and person_id = any(${ids(personIds)})`.execute(db)
  return rows
}

/** Who is in by what left with her is in since then, and not since the split. */
export async function inheritDates(
  db: Db,
  workspaceId: string,
  now: Date,
  dates: readonly { segment_id: string; person_id: string; since: Date }[],
) {
  await sql`
    update audience.membership m set since = d.since
    from jsonb_to_recordset(${JSON.stringify(dates)}::jsonb)
      as d(segment_id uuid, person_id bigint, since timestamptz)
    where m.workspace_id = ${workspaceId} and m.segment_id = d.segment_id
      and m.person_id = d.person_id and m.since = ${now} and d.since < m.since`.execute(db)
}

export async function clearSegment(db: Db, workspaceId: string, segmentId: string) {
  for (const table of ['membership', 'flip'])
    await sql`delete from ${sql.table(`audience.${table}`)}
      where workspace_id = ${workspaceId} and segment_id = ${segmentId}`.execute(db)
}

/** Takes flips that are due, so that no other worker looks at them; their verdicts put them back. */
export async function takeDueFlips(db: Db, now: Date, limit: number) {
  const { rows } = await sql<{ workspace_id: string; segment_id: string; person_id: string }>`
    delete from audience.flip where (workspace_id, segment_id, person_id) in (
      select workspace_id, segment_id, person_id from audience.flip
      where due_at <= ${now} order by due_at limit ${limit} for update skip locked)
    returning workspace_id, segment_id, person_id`.execute(db)
  return rows
}

export const NEXT_FLIP_AT = sql<Date | null>`select min(due_at) from audience.flip`

export async function membersPage(
  db: Db,
  workspaceId: string,
  segmentId: string,
  page: { limit: number; offset: number },
) {
  const { rows } = await sql<{ person_id: string; since: Date; why: string }>`
    select person_id, since, why from audience.membership
    where workspace_id = ${workspaceId} and segment_id = ${segmentId}
    order by since desc, person_id limit ${page.limit} offset ${page.offset}`.execute(db)
  return rows
}

export async function memberIds(
  db: Db,
  workspaceId: string,
  segmentId: string,
  after: string,
  limit: number,
) {
  const { rows } = await sql<{ person_id: string }>`
    select person_id from audience.membership
    where workspace_id = ${workspaceId} and segment_id = ${segmentId} and person_id > ${after}
    order by person_id limit ${limit}`.execute(db)
  return rows.map((row) => row.person_id)
}

export async function countMembers(db: Db, workspaceId: string, segmentId: string) {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from audience.membership
    where workspace_id = ${workspaceId} and segment_id = ${segmentId}`.execute(db)
  return rows[0]?.n ?? 0
}

/** Entered and left per day of the workspace's zone, for the sparkline beside a segment. */
export async function passagesByDay(
  db: Db,
  workspaceId: string,
  segmentId: string,
  since: Date,
  timeZone: string,
) {
  const { rows } = await sql<{ day: string; entered: number; left: number }>`
    select to_char(at at time zone ${timeZone}, 'YYYY-MM-DD') as day,
      count(*) filter (where entered)::int as entered,
      count(*) filter (where not entered)::int as left
    from audience.passage
    where workspace_id = ${workspaceId} and segment_id = ${segmentId} and at >= ${since}
    group by 1 order by 1`.execute(db)
  return rows
}

export async function passagesOf(db: Db, workspaceId: string, personId: string) {
  const { rows } = await sql<{ segment_id: string; at: Date; entered: boolean; why: string }>`
    select segment_id, at, entered, why from audience.passage
    where workspace_id = ${workspaceId} and person_id = ${personId}
    order by at desc limit 200`.execute(db)
  return rows
}

/** Sizes of the parts and of what two segments share. */
export async function overlap(db: Db, workspaceId: string, a: string, b: string) {
  const { rows } = await sql<{ in_a: number; in_b: number; in_both: number }>`
    select count(*) filter (where in_a)::int as in_a, count(*) filter (where in_b)::int as in_b,
      count(*) filter (where in_a and in_b)::int as in_both
    from (select bool_or(segment_id = ${a}) as in_a, bool_or(segment_id = ${b}) as in_b
      from audience.membership
      where workspace_id = ${workspaceId} and segment_id in (${a}, ${b}) group by person_id) each`.execute(
    db,
  )
  return rows[0] ?? { in_a: 0, in_b: 0, in_both: 0 }
}
