import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { Role } from '../model/roles.ts'
import type { Tables } from '../tables.ts'

const dbOf = (ctx: Pick<Ctx, 'db'>) => ctx.db.withTables<Tables>()

export interface MemberRow {
  user_id: string
  name: string
  email_sealed: string
  has_password: boolean
  is_owner: boolean
  role: Role
  created_at: Date
}

const MEMBERS = sql`
  select m.user_id, u.name, u.email_sealed, u.password_hash is not null as has_password,
    u.is_owner, m.role, m.created_at
  from governance.membership m join governance.app_user u on u.id = m.user_id`

export async function membersOf(ctx: Ctx, page: { limit: number; offset: number }) {
  const { rows } = await sql<MemberRow>`${MEMBERS}
    where m.workspace_id = ${ctx.workspaceId}
    order by m.created_at, m.user_id limit ${page.limit} offset ${page.offset}`.execute(ctx.db)
  return rows
}

export async function memberOf(ctx: Ctx, userId: string): Promise<MemberRow | undefined> {
  const { rows } = await sql<MemberRow>`${MEMBERS}
    where m.workspace_id = ${ctx.workspaceId} and m.user_id = ${userId}`.execute(ctx.db)
  return rows[0]
}

/** Answers false when the person is a member already. */
export async function addMember(ctx: Ctx, userId: string, role: Role): Promise<boolean> {
  const added = await dbOf(ctx)
    .insertInto('governance.membership')
    .values({ workspace_id: ctx.workspaceId, user_id: userId, role, created_at: ctx.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .executeTakeFirst()
  return added !== undefined
}

/** Locks the workspace's members against each other's changes, then counts who is admin. */
export async function lockAdmins(ctx: Ctx): Promise<string[]> {
  await sql`select 1 from governance.workspace where id = ${ctx.workspaceId} for update`.execute(
    ctx.db,
  )
  const { rows } = await sql<{ user_id: string }>`
    select user_id from governance.membership
    where workspace_id = ${ctx.workspaceId} and role = 'admin'`.execute(ctx.db)
  return rows.map((row) => row.user_id)
}

export async function setRole(ctx: Ctx, userId: string, role: Role) {
  await dbOf(ctx)
    .updateTable('governance.membership')
    .set({ role })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('user_id', '=', userId)
    .execute()
}

export async function removeMember(ctx: Ctx, userId: string) {
  await dbOf(ctx)
    .deleteFrom('governance.membership')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('user_id', '=', userId)
    .execute()
}

export async function isMemberElsewhere(ctx: Ctx, userId: string): Promise<boolean> {
  const { rows } = await sql<{ elsewhere: boolean }>`
    select exists (select 1 from governance.membership
      where user_id = ${userId} and workspace_id <> ${ctx.workspaceId}) as elsewhere`.execute(
    ctx.db,
  )
  return rows[0]?.elsewhere === true
}
