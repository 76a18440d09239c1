import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { Db } from '#platform/db/db.ts'
import type { Behind, Place, PlaceKind, PlaceStatus } from '../model/group-code.ts'

interface GroupRow {
  chatId: string
  name: string
  /** null: dismissed, or never read */
  members: number | null
  isSeen: boolean
}

export interface PlaceRow {
  workspace_id: string
  id: string
  group_code_id: string
  position: number
  kind: PlaceKind
  status: PlaceStatus
  failure: string | null
  state: string | null
  config_id: string | null
  qr_code_url: string | null
  auto_creates: boolean
  room_base_name: string | null
  room_base_id: number | null
  picture_type: string | null
  expires_at: Date | null
  most_shown: number | null
  shown: number
  read_at: Date | null
  /** in the order of the way */
  groups: GroupRow[]
  /** full ones that made room for the next */
  moved_on: GroupRow[]
}

/** Groups by their ids, in order, as they were last read. */
const behind = (column: 'chat_ids' | 'moved_on') => sql`
  coalesce((select jsonb_agg(jsonb_build_object('chatId', c.chat_id, 'name', coalesce(g.name, ''),
      'members', g.members, 'isSeen', g.chat_id is not null) order by c.n)
    from unnest(p.${sql.raw(column)}) with ordinality as c(chat_id, n)
    left join entry.group_seen g on g.workspace_id = p.workspace_id and g.chat_id = c.chat_id),
    '[]')`

/** Everything but the picture itself. */
const PLACE = sql`p.workspace_id, p.id, p.group_code_id, p.position, p.kind, p.status, p.failure,
  p.state, p.config_id, p.qr_code_url, p.auto_creates, p.room_base_name, p.room_base_id,
  p.picture_type, p.expires_at, p.most_shown, p.shown, p.read_at,
  ${behind('chat_ids')} as groups, ${behind('moved_on')} as moved_on
  from entry.group_place p`

const select = async (db: Db, condition: RawBuilder<unknown>): Promise<PlaceRow[]> => {
  const { rows } = await sql<PlaceRow>`select ${PLACE} where ${condition}
    order by p.group_code_id, p.position, p.id`.execute(db)
  return rows
}

export const placesOf = (
  { db, workspaceId }: { db: Db; workspaceId: string },
  codeIds: readonly string[],
) =>
  select(
    db,
    sql`p.workspace_id = ${workspaceId} and p.group_code_id = any(${[...codeIds]}::uuid[])
      and p.status <> 'removed'`,
  )

export const findPlace = async (ctx: Ctx, codeId: string, id: string) =>
  (
    await select(
      ctx.db,
      sql`p.workspace_id = ${ctx.workspaceId} and p.group_code_id = ${codeId} and p.id = ${id}
        and p.status <> 'removed'`,
    )
  )[0]

export const placeOf = (row: PlaceRow): Place => ({
  id: row.id,
  kind: row.kind,
  status: row.status,
  groups: row.groups.map(({ chatId, members, isSeen }): Behind => ({
    ...{ chatId, members: members ?? undefined, isDismissed: isSeen && members === null },
  })),
  autoCreates: row.auto_creates,
  expiresAt: row.expires_at ?? undefined,
  shown: row.shown,
  mostShown: row.most_shown ?? undefined,
})

export interface WayToMake {
  chatIds: readonly string[]
  autoCreates: boolean
  roomBaseName: string | undefined
  roomBaseId: number | undefined
}

export interface Uploaded {
  picture: Buffer
  pictureType: string
  expiresAt: Date
  chatId: string | undefined
  mostShown: number | undefined
}

interface New {
  id: string
  codeId: string
}

const NEXT_POSITION = (ctx: Ctx, codeId: string) => sql`(select coalesce(max(position), 0) + 1
  from entry.group_place where workspace_id = ${ctx.workspaceId} and group_code_id = ${codeId})`

export async function insertWay(ctx: Ctx, p: New & WayToMake & { state: string }): Promise<void> {
  await sql`
    insert into entry.group_place (workspace_id, id, group_code_id, position, kind, status, state,
      chat_ids, auto_creates, room_base_name, room_base_id, created_at, updated_at)
    values (${ctx.workspaceId}, ${p.id}, ${p.codeId}, ${NEXT_POSITION(ctx, p.codeId)}, 'join_way',
      'creating', ${p.state}, ${[...p.chatIds]}::text[], ${p.autoCreates},
      ${p.roomBaseName ?? null}, ${p.roomBaseId ?? null}, ${ctx.now}, ${ctx.now})`.execute(ctx.db)
}

export async function insertUploaded(ctx: Ctx, p: New & Uploaded): Promise<void> {
  await sql`
    insert into entry.group_place (workspace_id, id, group_code_id, position, kind, status,
      chat_ids, picture, picture_type, expires_at, most_shown, created_at, updated_at)
    values (${ctx.workspaceId}, ${p.id}, ${p.codeId}, ${NEXT_POSITION(ctx, p.codeId)}, 'uploaded',
      'live', ${p.chatId === undefined ? [] : [p.chatId]}::text[], ${p.picture}, ${p.pictureType},
      ${p.expiresAt}, ${p.mostShown ?? null}, ${ctx.now}, ${ctx.now})`.execute(ctx.db)
}

const ofPlace = (ctx: Ctx, id: string) => sql`workspace_id = ${ctx.workspaceId} and id = ${id}`

export async function setWayMade(
  ctx: Ctx,
  id: string,
  { configId, qrCodeUrl }: { configId: string; qrCodeUrl: string },
): Promise<void> {
  await sql`update entry.group_place set status = 'live', config_id = ${configId},
      qr_code_url = ${qrCodeUrl}, failure = null, updated_at = ${ctx.now}
    where ${ofPlace(ctx, id)}`.execute(ctx.db)
}

export async function setPlaceStatus(
  ctx: Ctx,
  id: string,
  status: PlaceStatus,
  failure?: string,
): Promise<void> {
  await sql`update entry.group_place set status = ${status}, failure = ${failure ?? null},
      updated_at = ${ctx.now} where ${ofPlace(ctx, id)}`.execute(ctx.db)
}

export async function saveWay(ctx: Ctx, id: string, way: WayToMake): Promise<void> {
  await sql`update entry.group_place set chat_ids = ${[...way.chatIds]}::text[],
      auto_creates = ${way.autoCreates}, room_base_name = ${way.roomBaseName ?? null},
      room_base_id = ${way.roomBaseId ?? null}, read_at = ${ctx.now}, updated_at = ${ctx.now}
    where ${ofPlace(ctx, id)}`.execute(ctx.db)
}

/** Full groups made room; they stay known as this place's. */
export async function noteMovedOn(ctx: Ctx, id: string, chatIds: readonly string[]): Promise<void> {
  await sql`update entry.group_place set moved_on = moved_on || ${[...chatIds]}::text[]
    where ${ofPlace(ctx, id)}`.execute(ctx.db)
}

/** A fresh picture begins a fresh count. */
export async function saveUploaded(ctx: Ctx, id: string, p: Uploaded): Promise<void> {
  await sql`update entry.group_place set picture = ${p.picture}, picture_type = ${p.pictureType},
      chat_ids = ${p.chatId === undefined ? [] : [p.chatId]}::text[], expires_at = ${p.expiresAt},
      most_shown = ${p.mostShown ?? null}, shown = 0, updated_at = ${ctx.now}
    where ${ofPlace(ctx, id)}`.execute(ctx.db)
}

export async function removePlace(ctx: Ctx, id: string): Promise<void> {
  await sql`delete from entry.group_place where ${ofPlace(ctx, id)} and status = 'creating'`.execute(
    ctx.db,
  )
}

export async function setOrder(ctx: Ctx, codeId: string, ids: readonly string[]): Promise<void> {
  await sql`update entry.group_place p set position = o.n
    from unnest(${[...ids]}::uuid[]) with ordinality as o(id, n)
    where p.workspace_id = ${ctx.workspaceId} and p.group_code_id = ${codeId} and p.id = o.id`.execute(
    ctx.db,
  )
}

export async function countShown(
  db: Db,
  { workspace_id, id }: Pick<PlaceRow, 'workspace_id' | 'id'>,
): Promise<void> {
  await sql`update entry.group_place set shown = shown + 1
    where workspace_id = ${workspace_id} and id = ${id}`.execute(db)
}

export async function pictureOf(db: Db, number: string, placeId: string) {
  const { rows } = await sql<{ picture: Buffer; picture_type: string }>`
    select p.picture, p.picture_type from entry.group_place p
    join entry.group_code c on c.workspace_id = p.workspace_id and c.id = p.group_code_id
    where c.number = ${number} and p.id = ${placeId} and p.picture is not null`.execute(db)
  return rows[0]
}

/** The code whose way this state is of; else the only one with an uploaded code of this group. */
export async function codeIdBehind(
  ctx: Ctx,
  { state, chatId }: { state: string | undefined; chatId: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select distinct group_code_id as id from entry.group_place
    where workspace_id = ${ctx.workspaceId} and ${
      state === undefined
        ? sql`kind = 'uploaded' and status = 'live' and chat_ids = array[${chatId}]::text[]`
        : sql`state = ${state}`
    }`.execute(ctx.db)
  return rows.length === 1 ? rows[0]?.id : undefined
}
