import { sql } from 'kysely'
import type { Ctx, TxCtx } from '#platform/ctx.ts'

export interface GroupSeen {
  chatId: string
  name: string
  ownerUserid: string
  /** with staff; undefined: dismissed */
  members: number | undefined
}

/** True when nothing was known of this group before. */
export async function saveGroupSeen(tx: TxCtx, g: GroupSeen): Promise<boolean> {
  const { rows } = await sql<{ is_new: boolean }>`
    insert into entry.group_seen (workspace_id, chat_id, name, owner_userid, members, seen_at)
    values (${tx.workspaceId}, ${g.chatId}, ${g.name}, ${g.ownerUserid}, ${g.members ?? null},
      ${tx.now})
    on conflict (workspace_id, chat_id) do update set name = excluded.name,
      owner_userid = excluded.owner_userid, members = excluded.members, seen_at = excluded.seen_at
    returning xmax = 0 as is_new`.execute(tx.db)
  return rows[0]?.is_new ?? false
}

/** Groups that a code could lead to, the emptiest first. */
export async function groupsToChoose(
  ctx: Ctx,
  q: string | undefined,
  limit: number,
): Promise<GroupSeen[]> {
  const { rows } = await sql<{
    chat_id: string
    name: string
    owner_userid: string
    members: number
  }>`
    select chat_id, name, owner_userid, members from entry.group_seen
    where workspace_id = ${ctx.workspaceId} and members is not null
      and (${q ?? ''} = '' or position(lower(${q ?? ''}) in lower(name)) > 0)
    order by members, name limit ${limit}`.execute(ctx.db)
  return rows.map((row) => ({
    ...{ chatId: row.chat_id, name: row.name, ownerUserid: row.owner_userid },
    members: row.members,
  }))
}
