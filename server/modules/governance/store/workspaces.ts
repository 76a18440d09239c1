import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { Role } from '../model/roles.ts'
import type { Tables, WorkspaceRow } from '../tables.ts'

const dbOf = (ctx: Pick<Ctx, 'db'>) => ctx.db.withTables<Tables>()

export async function insertWorkspace(
  ctx: Ctx,
  workspace: { id: string; name: string; timeZone: string; currency: string },
): Promise<WorkspaceRow> {
  return dbOf(ctx)
    .insertInto('governance.workspace')
    .values({
      id: workspace.id,
      name: workspace.name,
      time_zone: workspace.timeZone,
      currency: workspace.currency,
      created_at: ctx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function updateWorkspace(
  ctx: Ctx,
  changes: Partial<Pick<WorkspaceRow, 'name' | 'time_zone' | 'currency'>>,
): Promise<WorkspaceRow> {
  return dbOf(ctx)
    .updateTable('governance.workspace')
    .set({ ...changes, id: ctx.workspaceId })
    .where('id', '=', ctx.workspaceId)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function workspaceById(ctx: Pick<Ctx, 'db'>, id: string) {
  return dbOf(ctx)
    .selectFrom('governance.workspace')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
}

/** By its name, as people on a command line say it; several may share one. */
export async function workspacesByName(ctx: Pick<Ctx, 'db'>, name: string) {
  return dbOf(ctx)
    .selectFrom('governance.workspace')
    .selectAll()
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .orderBy('created_at')
    .limit(20)
    .execute()
}

export type Entered = WorkspaceRow & { role: Role | null }

/** The workspaces a person may enter, oldest first; owners of the installation enter all. */
export async function workspacesOf(
  ctx: Pick<Ctx, 'db'>,
  who: { userId: string; isOwner: boolean },
  page: { limit: number; offset: number },
): Promise<Entered[]> {
  const { rows } = await sql<Entered>`
    select w.*, case when ${who.isOwner} then 'admin' else m.role end as role
    from governance.workspace w
    left join governance.membership m on m.workspace_id = w.id and m.user_id = ${who.userId}
    where ${who.isOwner} or m.user_id is not null
    order by (m.user_id is null), w.created_at, w.id
    limit ${page.limit} offset ${page.offset}`.execute(ctx.db)
  return rows
}

/** What a person is in a workspace; with none named, in the first they may enter. */
export async function placeOf(
  ctx: Pick<Ctx, 'db'>,
  who: { userId: string; isOwner: boolean },
  workspaceId: string | undefined,
): Promise<{ workspaceId: string; role: Role } | undefined> {
  const { rows } = await sql<{ id: string; role: Role }>`
    select w.id, case when ${who.isOwner} then 'admin' else m.role end as role
    from governance.workspace w
    left join governance.membership m on m.workspace_id = w.id and m.user_id = ${who.userId}
    where (${who.isOwner} or m.user_id is not null)
      and (${workspaceId ?? null}::uuid is null or w.id = ${workspaceId ?? null}::uuid)
    order by (m.user_id is null), w.created_at, w.id limit 1`.execute(ctx.db)
  return rows[0] && { workspaceId: rows[0].id, role: rows[0].role }
}

export async function oldestWorkspace(ctx: Pick<Ctx, 'db'>): Promise<string | undefined> {
  const row = await dbOf(ctx)
    .selectFrom('governance.workspace')
    .select('id')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}
