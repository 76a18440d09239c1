import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { Db } from '#platform/db/db.ts'
import type { GroupCodeAlarm } from '../model/group-code.ts'

export interface AlarmRow {
  group_code_id: string
  kind: GroupCodeAlarm
  opened_at: Date
  ended_at: Date | null
  detail: Record<string, unknown>
}

/** Opens what threatens now and is not open yet, ends what does no more. */
export async function setAlarms(
  ctx: Ctx,
  codeId: string,
  kinds: readonly GroupCodeAlarm[],
  detail: Readonly<Record<string, unknown>>,
): Promise<{ opened: GroupCodeAlarm[]; ended: GroupCodeAlarm[] }> {
  const { rows: ended } = await sql<{ kind: GroupCodeAlarm }>`
    update entry.group_code_alarm set ended_at = ${ctx.now}
    where workspace_id = ${ctx.workspaceId} and group_code_id = ${codeId} and ended_at is null
      and not kind = any(${[...kinds]}::text[]) returning kind`.execute(ctx.db)
  const { rows: opened } = await sql<{ kind: GroupCodeAlarm }>`
    insert into entry.group_code_alarm (workspace_id, group_code_id, kind, opened_at, detail)
    select ${ctx.workspaceId}::uuid, ${codeId}::uuid, k.kind, ${ctx.now},
      ${JSON.stringify(detail)}::jsonb
    from unnest(${[...kinds]}::text[]) as k(kind)
    on conflict do nothing returning kind`.execute(ctx.db)
  return { opened: opened.map(({ kind }) => kind), ended: ended.map(({ kind }) => kind) }
}

export async function alarmsOfCodes(
  { db, workspaceId }: { db: Db; workspaceId: string },
  codeIds: readonly string[],
): Promise<AlarmRow[]> {
  const { rows } = await sql<AlarmRow>`
    select group_code_id, kind, opened_at, ended_at, detail from entry.group_code_alarm
    where workspace_id = ${workspaceId} and group_code_id = any(${[...codeIds]}::uuid[])
      and ended_at is null order by opened_at`.execute(db)
  return rows
}

/** So often a code is looked at; what happens to a group in between is told by its callback. */
export const LOOK_EVERY_MINUTES = 10

export const NEXT_LOOK_AT = sql<Date | null>`
  select min(coalesce(looked_at + ${LOOK_EVERY_MINUTES} * interval '1 minute', created_at))
  from entry.group_code where status = 'live'`

/** Takes one code whose look is due, of any workspace. */
export async function claimLook(
  db: Db,
  now: Date,
): Promise<{ workspace_id: string; id: string } | undefined> {
  const { rows } = await sql<{ workspace_id: string; id: string }>`
    with due as (select workspace_id, id from entry.group_code
      where status = 'live' and coalesce(looked_at + ${LOOK_EVERY_MINUTES} * interval '1 minute',
        created_at) <= ${now}
      order by looked_at nulls first limit 1 for update skip locked)
    update entry.group_code c set looked_at = ${now} from due
    where c.workspace_id = due.workspace_id and c.id = due.id
    returning c.workspace_id, c.id`.execute(db)
  return rows[0]
}

/**
 * A code whose groups changed is looked at next; a group never heard of may be one that WeCom made
 * behind any way that makes groups.
 */
export async function lookSoon(
  ctx: Ctx,
  { chatId, isNew }: { chatId: string; isNew: boolean },
): Promise<void> {
  await sql`update entry.group_code c set looked_at = null
    where workspace_id = ${ctx.workspaceId} and status = 'live' and looked_at is not null
      and exists (select 1 from entry.group_place p where p.workspace_id = c.workspace_id
        and p.group_code_id = c.id and p.status = 'live'
        and (${chatId} = any(p.chat_ids) or (${isNew} and p.auto_creates)))`.execute(ctx.db)
}
