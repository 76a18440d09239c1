import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { Predicate } from '../model/predicate.ts'

export interface SegmentRow {
  segment_id: string
  name: string
  purpose: string
  predicate: Predicate
  reads: string[]
  state: 'draft' | 'live' | 'archived'
  version: number
  looked_up_to: string | null
  created_at: Date
  changed_at: Date
  changed_by: string
}

const COLUMNS = sql`segment_id, name, purpose, predicate, reads, state, version, looked_up_to,
  created_at, changed_at, changed_by`

export async function findSegment(db: Db, workspaceId: string, segmentId: string) {
  const { rows } = await sql<SegmentRow>`select ${COLUMNS} from audience.segment
    where workspace_id = ${workspaceId} and segment_id = ${segmentId}`.execute(db)
  return rows[0]
}

export async function listSegments(
  db: Db,
  workspaceId: string,
  f: { q?: string | undefined; state?: string | undefined; limit: number; offset: number },
) {
  const { rows } = await sql<SegmentRow & { members: number }>`
    select ${COLUMNS}, (select count(*)::int from audience.membership m
      where m.workspace_id = s.workspace_id and m.segment_id = s.segment_id) as members
    from audience.segment s
    where workspace_id = ${workspaceId}
      and (${f.state ?? null}::text is null and state <> 'archived' or state = ${f.state ?? null})
      and (${f.q ?? null}::text is null or name ilike '%' || ${f.q ?? null} || '%')
    order by created_at desc, segment_id limit ${f.limit} offset ${f.offset}`.execute(db)
  return rows
}

export async function liveSegments(db: Db, workspaceId: string): Promise<SegmentRow[]> {
  const { rows } = await sql<SegmentRow>`select ${COLUMNS} from audience.segment
    where workspace_id = ${workspaceId} and state = 'live' order by created_at, segment_id`.execute(
    db,
  )
  return rows
}

export interface SegmentWrite {
  segmentId: string
  name: string
  purpose: string
  predicate: Predicate
  reads: readonly string[]
}

export async function insertSegment(
  db: Db,
  workspaceId: string,
  s: SegmentWrite,
  now: Date,
  by: string,
) {
  await sql`insert into audience.segment
    (workspace_id, segment_id, name, purpose, predicate, reads, state, created_at, changed_at, changed_by)
    values (${workspaceId}, ${s.segmentId}, ${s.name}, ${s.purpose}, ${JSON.stringify(s.predicate)}::jsonb,
      ${s.reads}, 'draft', ${now}, ${now}, ${by})`.execute(db)
}

/** A changed condition is a new version; everybody will be looked at again if it is live. */
export async function updateSegment(
  db: Db,
  workspaceId: string,
  s: SegmentWrite,
  now: Date,
  by: string,
) {
  await sql`update audience.segment set name = ${s.name}, purpose = ${s.purpose},
      predicate = ${JSON.stringify(s.predicate)}::jsonb, reads = ${s.reads}, version = version + 1,
      looked_up_to = case when state = 'live' then 0 else looked_up_to end,
      changed_at = ${now}, changed_by = ${by}
    where workspace_id = ${workspaceId} and segment_id = ${s.segmentId}`.execute(db)
}

/** Live segments that read one of these have everybody to look at again. */
export async function lookAgain(db: Db, workspaceId: string, reads: readonly string[]) {
  await sql`update audience.segment set looked_up_to = 0
    where workspace_id = ${workspaceId} and state = 'live' and reads && ${reads}::text[]`.execute(
    db,
  )
}

export async function segmentsReading(db: Db, workspaceId: string, read: string) {
  const { rows } = await sql<{ segment_id: string; name: string }>`
    select segment_id, name from audience.segment
    where workspace_id = ${workspaceId} and state <> 'archived' and reads @> ${[read]}::text[]
    order by created_at, segment_id`.execute(db)
  return rows
}

export async function setState(
  db: Db,
  workspaceId: string,
  segmentId: string,
  state: SegmentRow['state'],
  now: Date,
  by: string,
) {
  await sql`update audience.segment set state = ${state}, changed_at = ${now}, changed_by = ${by},
      looked_up_to = ${state === 'live' ? 0 : null}::bigint
    where workspace_id = ${workspaceId} and segment_id = ${segmentId}`.execute(db)
}

/** The oldest live segment that has not looked at everybody yet; locked for this transaction. */
export async function nextToLookAt(db: Db) {
  const { rows } = await sql<SegmentRow & { workspace_id: string; looked_up_to: string }>`
    select workspace_id, ${COLUMNS} from audience.segment
    where looked_up_to is not null and state = 'live'
    order by changed_at limit 1 for update skip locked`.execute(db)
  return rows[0]
}

export async function lookedUpTo(
  db: Db,
  workspaceId: string,
  segmentId: string,
  person: string | null,
) {
  await sql`update audience.segment set looked_up_to = ${person}::bigint
    where workspace_id = ${workspaceId} and segment_id = ${segmentId}`.execute(db)
}
