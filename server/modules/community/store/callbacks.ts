import { sql } from 'kysely'
import { addMs } from '#kernel/time.ts'
import type { Db } from '#platform/db/db.ts'
import { WORK_LEASE_MS } from '../model/callback.ts'
import type { CallbackState, Platform } from '../model/callback.ts'

export interface CallbackRow {
  workspace_id: string
  callback_id: string
  connection_id: string
  platform: Platform
  dedupe: string
  kind: string
  staff_userid: string | null
  sealed: string
  happened_at: Date
  received_at: Date
  state: CallbackState
  attempts: number
  next_try_at: Date | null
  error: string | null
  settled_at: Date | null
}

export interface NewCallback {
  callbackId: string
  connectionId: string
  platform: Platform
  dedupe: string
  kind: string
  subjectBlind: string | undefined
  staffUserid: string | undefined
  sealed: string
  happenedAt: Date
  worked: boolean
}

/** In the order given. Answers the ids of those whose text was not stored before. */
export async function insertCallbacks(
  db: Db,
  workspaceId: string,
  all: readonly NewCallback[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ callback_id: string }>`
    insert into community.callback (workspace_id, callback_id, connection_id, platform, dedupe, kind,
      subject_blind, staff_userid, sealed, happened_at, received_at, state, next_try_at, settled_at)
    select ${workspaceId}::uuid, c.callback_id, c.connection_id, c.platform, c.dedupe, c.kind,
      c.subject_blind, c.staff_userid, c.sealed, c.happened_at, ${now}::timestamptz,
      case when c.worked then 'waiting' else 'ignored' end,
      case when c.worked then ${now}::timestamptz end,
      case when not c.worked then ${now}::timestamptz end
    from unnest(${all.map((one) => one.callbackId)}::uuid[],
      ${all.map((one) => one.connectionId)}::uuid[], ${all.map((one) => one.platform)}::text[],
      ${all.map((one) => one.dedupe)}::text[], ${all.map((one) => one.kind)}::text[],
      ${all.map((one) => one.subjectBlind ?? null)}::text[],
      ${all.map((one) => one.staffUserid ?? null)}::text[], ${all.map((one) => one.sealed)}::text[],
      ${all.map((one) => one.happenedAt.toISOString())}::timestamptz[],
      ${all.map((one) => one.worked)}::boolean[]) with ordinality
      as c(callback_id, connection_id, platform, dedupe, kind, subject_blind, staff_userid, sealed,
        happened_at, worked, n)
    order by c.n
    on conflict on constraint callback_once do nothing returning callback_id`.execute(db)
  return new Set(rows.map((row) => row.callback_id))
}

/** One about the same customer that came before `c` and waits. Looked up row by row, by its index. */
const BEFORE = sql`select b.seq from community.callback b
  where b.workspace_id = c.workspace_id and b.state = 'waiting'
    and b.subject_blind = c.subject_blind and b.seq < c.seq limit 1`

/**
 * Takes callbacks that are due, of any workspace, for a minute. What concerns one customer is worked
 * off in the order it came: a removal waits for the addition before it.
 */
export async function claimCallbacks(db: Db, now: Date, limit: number): Promise<CallbackRow[]> {
  const { rows } = await sql<CallbackRow>`
    with due as (
      select c.workspace_id, c.callback_id from community.callback c
      left join lateral (${BEFORE}) b on true
      where c.state = 'waiting' and c.next_try_at <= ${now} and b.seq is null
      order by c.next_try_at, c.seq limit ${limit} for update of c skip locked)
    update community.callback c
    set next_try_at = ${addMs(now, WORK_LEASE_MS)}, attempts = c.attempts + 1
    from due where c.workspace_id = due.workspace_id and c.callback_id = due.callback_id
    returning c.*`.execute(db)
  return rows
}

/** In the transaction of their effects; answers those that no other worker has settled meanwhile. */
export async function callbacksDone(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ callback_id: string }>`
    update community.callback set state = 'done', next_try_at = null, error = null, settled_at = ${now}
    where workspace_id = ${workspaceId} and callback_id = any(${[...ids]}::uuid[])
      and state = 'waiting' returning callback_id`.execute(db)
  return new Set(rows.map((row) => row.callback_id))
}

/** In the transaction of its effects; false when another worker has settled it meanwhile. */
export async function callbackDone(db: Db, workspaceId: string, id: string, now: Date) {
  const { numAffectedRows } = await sql`
    update community.callback set state = 'done', next_try_at = null, error = null, settled_at = ${now}
    where workspace_id = ${workspaceId} and callback_id = ${id} and state = 'waiting'`.execute(db)
  return numAffectedRows === 1n
}

/** Keeps the error; without `again` it is for a person to look at. */
export async function callbackTroubled(
  db: Db,
  workspaceId: string,
  id: string,
  trouble: { error: string; again: Date | undefined },
  now: Date,
): Promise<void> {
  await sql`
    update community.callback set error = ${trouble.error}, next_try_at = ${trouble.again ?? null},
      state = ${trouble.again ? 'waiting' : 'failed'}, settled_at = ${trouble.again ? null : now}
    where workspace_id = ${workspaceId} and callback_id = ${id} and state = 'waiting'`.execute(db)
}

export const NEXT_CALLBACK_AT = sql<Date | null>`
  select c.next_try_at from community.callback c left join lateral (${BEFORE}) b on true
  where c.state = 'waiting' and b.seq is null order by c.next_try_at limit 1`

export async function findCallback(db: Db, workspaceId: string, id: string) {
  const { rows } = await sql<CallbackRow>`select * from community.callback
    where workspace_id = ${workspaceId} and callback_id = ${id}`.execute(db)
  return rows[0]
}

/** From the beginning, whatever became of it: its effects count once. */
export async function replayCallback(db: Db, workspaceId: string, id: string, now: Date) {
  await sql`
    update community.callback set state = 'waiting', next_try_at = ${now}, attempts = 0, settled_at = null
    where workspace_id = ${workspaceId} and callback_id = ${id}`.execute(db)
}

export interface CallbackFilter {
  state?: CallbackState | undefined
  kind?: string | undefined
  platform?: Platform | undefined
  staffUserid?: string | undefined
  from?: Date | undefined
  to?: Date | undefined
}

export async function listCallbacks(
  db: Db,
  workspaceId: string,
  f: CallbackFilter,
  limit: number,
  offset: number,
): Promise<CallbackRow[]> {
  const { rows } = await sql<CallbackRow>`
    select * from community.callback
    where workspace_id = ${workspaceId}
      and (${f.state ?? null}::text is null or state = ${f.state ?? null})
      and (${f.kind ?? null}::text is null or kind = ${f.kind ?? null})
      and (${f.platform ?? null}::text is null or platform = ${f.platform ?? null})
      and (${f.staffUserid ?? null}::text is null or staff_userid = ${f.staffUserid ?? null})
      and (${f.from ?? null}::timestamptz is null or received_at >= ${f.from ?? null})
      and (${f.to ?? null}::timestamptz is null or received_at < ${f.to ?? null})
    order by seq desc limit ${limit} offset ${offset}`.execute(db)
  return rows
}
