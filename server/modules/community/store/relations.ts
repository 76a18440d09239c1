import { sql } from 'kysely'
import { addMs, MINUTE_MS } from '#kernel/time.ts'
import type { Db } from '#platform/db/db.ts'
import type { GreetingState } from '../model/greeting-states.ts'

export type RemovedBy = 'staff' | 'customer' | 'transfer' | 'unknown'

export interface Pair {
  corpId: string
  staffUserid: string
  externalUserid: string
}

export interface Befriended extends Pair {
  relationId: string
  since: Date
  entryState: string | undefined
  addWay: number | undefined
  half: boolean
}

/** WeCom's list and its callback name the beginning of one friendship within this. */
const SAME_MOMENT_MS = MINUTE_MS

/**
 * Notes a friendship. `new` when it begins with this; `known` when it lasted already (a half one is
 * confirmed, what was missing is filled in) or had ended before we heard of its beginning.
 */
export async function befriend(
  db: Db,
  workspaceId: string,
  b: Befriended,
): Promise<'new' | 'known' | 'was_over'> {
  const filled = sql`entry_state = coalesce(entry_state, ${b.entryState ?? null}),
    add_way = coalesce(add_way, ${b.addWay ?? null})`
  const of = sql`workspace_id = ${workspaceId} and corp_id = ${b.corpId}
    and staff_userid = ${b.staffUserid} and external_userid = ${b.externalUserid}`
  const { rows: lasting } = await sql`
    update community.relation set ${filled}, half = half and ${b.half}, since = least(since, ${b.since})
    where ${of} and lost_at is null and (half or since >= ${addMs(b.since, -SAME_MOMENT_MS)})
    returning relation_id`.execute(db)
  if (lasting.length > 0) return 'known'
  // Friends again: the end of the friendship before never reached us.
  await sql`update community.relation set lost_at = ${b.since}, removed_by = 'unknown'
    where ${of} and lost_at is null`.execute(db)
  const { rows: over } = await sql`
    update community.relation set ${filled}, since = ${b.since}
    where ${of} and since is null and lost_at >= ${b.since} returning relation_id`.execute(db)
  if (over.length > 0) return 'was_over'
  const { rows: twice } = await sql`
    select 1 from community.relation where ${of} and since <= ${b.since} and lost_at > ${b.since}
    limit 1`.execute(db)
  if (twice.length > 0) return 'known'
  const { numAffectedRows } = await sql`
    insert into community.relation (workspace_id, relation_id, corp_id, staff_userid,
      external_userid, since, entry_state, add_way, half)
    values (${workspaceId}, ${b.relationId}, ${b.corpId}, ${b.staffUserid}, ${b.externalUserid},
      ${b.since}, ${b.entryState ?? null}, ${b.addWay ?? null}, ${b.half})
    on conflict do nothing`.execute(db)
  return numAffectedRows === 1n ? 'new' : 'known'
}

/**
 * The same for many pairs, each once. Nearly all are strangers to each other until now, and those are
 * written together; in the order asked.
 */
export async function befriendAll(
  db: Db,
  workspaceId: string,
  all: readonly Befriended[],
): Promise<('new' | 'known' | 'was_over')[]> {
  if (all.length === 0) return []
  const { rows } = await sql<{ relation_id: string }>`
    insert into community.relation (workspace_id, relation_id, corp_id, staff_userid,
      external_userid, since, entry_state, add_way, half)
    select ${workspaceId}::uuid, b.* from unnest(${all.map((b) => b.relationId)}::uuid[],
      ${all.map((b) => b.corpId)}::text[], ${all.map((b) => b.staffUserid)}::text[],
      ${all.map((b) => b.externalUserid)}::text[],
      ${all.map((b) => b.since.toISOString())}::timestamptz[],
      ${all.map((b) => b.entryState ?? null)}::text[], ${all.map((b) => b.addWay ?? null)}::int[],
      ${all.map((b) => b.half)}::boolean[])
      as b(relation_id, corp_id, staff_userid, external_userid, since, entry_state, add_way, half)
    where not exists (select 1 from community.relation r where r.workspace_id = ${workspaceId}
      and r.corp_id = b.corp_id and r.staff_userid = b.staff_userid
      and r.external_userid = b.external_userid)
    on conflict do nothing returning relation_id`.execute(db)
  const strangers = new Set(rows.map((row) => row.relation_id))
  const outcomes: ('new' | 'known' | 'was_over')[] = []
  for (const one of all)
    outcomes.push(strangers.has(one.relationId) ? 'new' : await befriend(db, workspaceId, one))
  return outcomes
}

/** Ends the friendship that lasted at that instant; one we never heard of is noted as ended. */
export async function part(
  db: Db,
  workspaceId: string,
  p: Pair & { relationId: string; at: Date; by: RemovedBy },
): Promise<void> {
  const of = sql`workspace_id = ${workspaceId} and corp_id = ${p.corpId}
    and staff_userid = ${p.staffUserid} and external_userid = ${p.externalUserid}`
  const { numAffectedRows } = await sql`
    update community.relation set lost_at = ${p.at}, removed_by = ${p.by}
    where ${of} and lost_at is null and since <= ${p.at}`.execute(db)
  if (numAffectedRows) return
  await sql`
    insert into community.relation (workspace_id, relation_id, corp_id, staff_userid,
      external_userid, lost_at, removed_by)
    select ${workspaceId}, ${p.relationId}, ${p.corpId}, ${p.staffUserid}, ${p.externalUserid},
      ${p.at}, ${p.by}
    where not exists (select 1 from community.relation where ${of} and lost_at = ${p.at})`.execute(
    db,
  )
}

export interface RelationRow {
  corp_id: string
  staff_userid: string
  staff_name: string | null
  external_userid: string
  since: Date | null
  entry_state: string | null
  add_way: number | null
  half: boolean
  lost_at: Date | null
  removed_by: RemovedBy | null
  greeting_state: GreetingState | null
  greeting_reason: string | null
  latency_ms: number | null
}

/** Every friendship of these contacts, the newest first, with the greeting that opened it. */
export async function relationsOf(
  db: Db,
  workspaceId: string,
  contacts: readonly { corpId: string; externalUserid: string }[],
): Promise<RelationRow[]> {
  const { rows } = await sql<RelationRow>`
    select r.*, s.name as staff_name, g.state as greeting_state, g.reason as greeting_reason, g.latency_ms
    from unnest(${contacts.map((c) => c.corpId)}::text[],
      ${contacts.map((c) => c.externalUserid)}::text[]) as c(corp_id, external_userid)
    join community.relation r on r.workspace_id = ${workspaceId} and r.corp_id = c.corp_id
      and r.external_userid = c.external_userid
    left join community.staff s on s.workspace_id = r.workspace_id and s.staff_userid = r.staff_userid
    left join lateral (select state, reason, latency_ms from community.greeting g
      where g.workspace_id = r.workspace_id and g.corp_id = r.corp_id
        and g.external_userid = r.external_userid and g.staff_userid = r.staff_userid
        and g.received_at >= r.since and (r.lost_at is null or g.received_at <= r.lost_at)
      order by g.received_at limit 1) g on true
    order by coalesce(r.since, r.lost_at) desc`.execute(db)
  return rows
}

/**
 * Ends the friendships of a member of staff that WeCom no longer lists; answers whose. Half ones are
 * left alone: whether the list shows them is not documented.
 */
export async function endMissing(
  db: Db,
  workspaceId: string,
  of: { corpId: string; staffUserid: string; listed: readonly string[]; begunBefore: Date },
  now: Date,
): Promise<string[]> {
  const { rows } = await sql<{ external_userid: string }>`
    update community.relation set lost_at = ${now}, removed_by = 'unknown'
    where workspace_id = ${workspaceId} and corp_id = ${of.corpId}
      and staff_userid = ${of.staffUserid} and lost_at is null and not half and since < ${of.begunBefore}
      and not external_userid = any(${of.listed}::text[])
    returning external_userid`.execute(db)
  return rows.map((row) => row.external_userid)
}

/** Whom of these a member of staff has no lasting friendship with, as far as we know. */
export async function strangersOf(
  db: Db,
  workspaceId: string,
  corpId: string,
  staffUserid: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ external_userid: string }>`
    select w.external_userid from unnest(${ids}::text[]) as w(external_userid)
    where not exists (select 1 from community.relation r where r.workspace_id = ${workspaceId}
      and r.corp_id = ${corpId} and r.staff_userid = ${staffUserid}
      and r.external_userid = w.external_userid and r.lost_at is null)`.execute(db)
  return new Set(rows.map((row) => row.external_userid))
}

/** Of these the customers whose friendship that began then is over: WeCom goes on listing who left. */
export async function endedSince(
  db: Db,
  workspaceId: string,
  pairs: readonly (Pair & { since: Date })[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ external_userid: string }>`
    select distinct p.external_userid
    from unnest(${pairs.map((p) => p.corpId)}::text[], ${pairs.map((p) => p.staffUserid)}::text[],
      ${pairs.map((p) => p.externalUserid)}::text[],
      ${pairs.map((p) => p.since.toISOString())}::timestamptz[])
      as p(corp_id, staff_userid, external_userid, since)
    join community.relation r on r.workspace_id = ${workspaceId} and r.corp_id = p.corp_id
      and r.staff_userid = p.staff_userid and r.external_userid = p.external_userid
      and r.lost_at >= p.since`.execute(db)
  return new Set(rows.map((row) => row.external_userid))
}
