import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { GroupOrder, JoinScene, Purpose, QuitScene, Seen, Stay } from '../model/group.ts'

export interface GroupRow {
  chat_id: string
  corp_id: string
  name: string
  owner_userid: string | null
  made_at: Date | null
  dismissed_at: Date | null
  member_version: string | null
  members: number
  customers: number
  purpose: Purpose | null
  read_at: Date | null
}

/** The group's row, made if need be, and nobody else's until the transaction ends. */
export async function holdGroup(
  db: Db,
  workspaceId: string,
  chatId: string,
  corpId: string,
): Promise<GroupRow> {
  await sql`insert into community.group_chat (workspace_id, chat_id, corp_id)
    values (${workspaceId}, ${chatId}, ${corpId}) on conflict do nothing`.execute(db)
  const { rows } = await sql<GroupRow>`select * from community.group_chat
    where workspace_id = ${workspaceId} and chat_id = ${chatId} for update`.execute(db)
  const [row] = rows
  if (!row) throw new Error(`group ${chatId} vanished`)
  return row
}

export async function findGroup(db: Db, workspaceId: string, chatId: string) {
  const { rows } = await sql<GroupRow>`select * from community.group_chat
    where workspace_id = ${workspaceId} and chat_id = ${chatId}`.execute(db)
  return rows[0]
}

export interface GroupRead {
  chatId: string
  name: string
  ownerUserid: string
  madeAt: Date
  memberVersion: string | undefined
  members: number
  customers: number
}

export async function saveGroup(
  db: Db,
  workspaceId: string,
  g: GroupRead,
  now: Date,
): Promise<void> {
  await sql`
    update community.group_chat set name = ${g.name}, owner_userid = ${g.ownerUserid},
      made_at = ${g.madeAt}, member_version = ${g.memberVersion ?? null}, members = ${g.members},
      customers = ${g.customers}, read_at = ${now}
    where workspace_id = ${workspaceId} and chat_id = ${g.chatId}`.execute(db)
}

export async function saveDismissed(db: Db, workspaceId: string, chatId: string, at: Date) {
  await sql`
    update community.group_chat set dismissed_at = coalesce(dismissed_at, ${at}), members = 0,
      customers = 0
    where workspace_id = ${workspaceId} and chat_id = ${chatId}`.execute(db)
}

export async function staysIn(db: Db, workspaceId: string, chatId: string): Promise<Stay[]> {
  const { rows } = await sql<{ member_id: string; kind: Stay['kind']; joined_at: Date }>`
    select member_id, kind, joined_at from community.group_member
    where workspace_id = ${workspaceId} and chat_id = ${chatId} and left_at is null`.execute(db)
  return rows.map((row) => ({
    memberId: row.member_id,
    kind: row.kind,
    joinedAt: row.joined_at,
  }))
}

export async function insertStays(
  db: Db,
  workspaceId: string,
  chatId: string,
  joined: readonly Seen[],
): Promise<void> {
  if (joined.length === 0) return
  await sql`
    insert into community.group_member
      (workspace_id, chat_id, member_id, kind, joined_at, join_scene, state)
    select ${workspaceId}::uuid, ${chatId}, m.member_id, m.kind, m.joined_at, m.scene, m.state
    from unnest(${joined.map((m) => m.memberId)}::text[], ${joined.map((m) => m.kind)}::text[],
      ${joined.map((m) => m.joinedAt.toISOString())}::timestamptz[],
      ${joined.map((m): JoinScene => m.scene)}::text[],
      ${joined.map((m) => m.state ?? null)}::text[]) as m(member_id, kind, joined_at, scene, state)
    on conflict (workspace_id, chat_id, member_id, joined_at)
      do update set left_at = null, quit_scene = null`.execute(db)
}

export async function endStays(
  db: Db,
  workspaceId: string,
  chatId: string,
  left: readonly Stay[],
  how: { at: Date; quitScene: QuitScene },
): Promise<void> {
  if (left.length === 0) return
  await sql`
    update community.group_member set left_at = ${how.at}, quit_scene = ${how.quitScene}
    where workspace_id = ${workspaceId} and chat_id = ${chatId} and left_at is null
      and member_id = any(${left.map((stay) => stay.memberId)}::text[])`.execute(db)
}

export async function setPurpose(
  db: Db,
  workspaceId: string,
  chatId: string,
  purpose: Purpose | null,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update community.group_chat set purpose = ${purpose}
    where workspace_id = ${workspaceId} and chat_id = ${chatId}`.execute(db)
  return numAffectedRows === 1n
}

/** Groups that were not read since: WeCom lists them no more, though nobody told of their end. */
export async function unreadSince(db: Db, workspaceId: string, since: Date): Promise<string[]> {
  const { rows } = await sql<{ chat_id: string }>`
    select chat_id from community.group_chat
    where workspace_id = ${workspaceId} and dismissed_at is null and read_at < ${since}`.execute(db)
  return rows.map((row) => row.chat_id)
}

export interface GroupFilter {
  q?: string | undefined
  owner?: string | undefined
  purpose?: Purpose | 'none' | undefined
  dismissed?: boolean | undefined
}

export interface GroupListRow extends GroupRow {
  owner_name: string | null
  joined: number
  gone: number
  total: number
}

const ORDERS = {
  made: sql`g.made_at desc nulls last`,
  customers: sql`g.customers desc`,
  joined: sql`joined desc`,
  left: sql`gone desc`,
} as const satisfies Readonly<Record<GroupOrder, RawBuilder<unknown>>>

/** Groups with who came and went since then. */
export async function listGroupRows(
  db: Db,
  workspaceId: string,
  f: GroupFilter & { order: GroupOrder; since: Date },
  page: { limit: number; offset: number },
): Promise<GroupListRow[]> {
  const parts: RawBuilder<unknown>[] = [sql`g.workspace_id = ${workspaceId}`]
  if (f.q) parts.push(sql`position(lower(${f.q}) in lower(g.name)) > 0`)
  if (f.owner) parts.push(sql`g.owner_userid = ${f.owner}`)
  if (f.purpose === 'none') parts.push(sql`g.purpose is null`)
  else if (f.purpose) parts.push(sql`g.purpose = ${f.purpose}`)
  parts.push(f.dismissed ? sql`g.dismissed_at is not null` : sql`g.dismissed_at is null`)
  const { rows } = await sql<GroupListRow>`
    select g.*, s.name as owner_name, m.joined, m.gone, count(*) over ()::int as total
    from community.group_chat g
    left join community.staff s
      on s.workspace_id = g.workspace_id and s.staff_userid = g.owner_userid
    cross join lateral (
      select count(*) filter (where joined_at >= ${f.since})::int as joined,
        count(*) filter (where left_at >= ${f.since})::int as gone
      from community.group_member
      where workspace_id = g.workspace_id and chat_id = g.chat_id and kind = 'customer') m
    where ${sql.join(parts, sql` and `)}
    order by ${ORDERS[f.order]}, g.chat_id limit ${page.limit} offset ${page.offset}`.execute(db)
  return rows
}
