import { sql } from 'kysely'
import { addMs } from '#kernel/time.ts'
import type { Ctx } from '#platform/ctx.ts'
import { UNDO_MS } from '../model/saved-view.ts'
import type { Selectable } from 'kysely'
import type { SavedViewRow, Tables } from '../tables.ts'

const dbOf = (ctx: Pick<Ctx, 'db'>) => ctx.db.withTables<Tables>()

export type SeenView = Selectable<SavedViewRow> & { owner_name: string | null; is_default: boolean }
type Search = Readonly<Record<string, readonly string[]>>

/** Views of a list that this person may see, her own first. */
export async function viewsOf(
  ctx: Ctx,
  { list, userId }: { list: string; userId: string | undefined },
): Promise<SeenView[]> {
  const { rows } = await sql<SeenView>`
    select v.*, u.name as owner_name, d.view_id is not null as is_default
    from governance.saved_view v
      left join governance.app_user u on u.id = v.owner_id
      left join governance.default_view d
        on d.workspace_id = v.workspace_id and d.view_id = v.id and d.user_id = ${userId ?? null}::uuid
    where v.workspace_id = ${ctx.workspaceId} and v.list = ${list} and v.deleted_at is null
      and (v.is_shared or v.owner_id = ${userId ?? null}::uuid)
    order by v.owner_id is not distinct from ${userId ?? null}::uuid desc, v.name, v.id`.execute(
    ctx.db,
  )
  return rows
}

/** Removed ones too: `deleted_at` tells. */
export async function findView(
  ctx: Ctx,
  { id, userId }: { id: string; userId: string | undefined },
): Promise<SeenView | undefined> {
  const { rows } = await sql<SeenView>`
    select v.*, u.name as owner_name, d.view_id is not null as is_default
    from governance.saved_view v
      left join governance.app_user u on u.id = v.owner_id
      left join governance.default_view d
        on d.workspace_id = v.workspace_id and d.view_id = v.id and d.user_id = ${userId ?? null}::uuid
    where v.workspace_id = ${ctx.workspaceId} and v.id = ${id}`.execute(ctx.db)
  return rows[0]
}

export async function countViews(ctx: Ctx, list: string, ownerId: string): Promise<number> {
  const { n } = await dbOf(ctx)
    .selectFrom('governance.saved_view')
    .select((e) => e.fn.countAll<string>().as('n'))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('list', '=', list)
    .where('owner_id', '=', ownerId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(n)
}

interface NewView {
  list: string
  name: string
  ownerId: string
  isShared: boolean
  search: Search
  columns: readonly string[] | null
}

export async function insertView(ctx: Ctx, view: NewView): Promise<string> {
  const id = ctx.newId()
  await dbOf(ctx)
    .insertInto('governance.saved_view')
    .values({
      workspace_id: ctx.workspaceId,
      id,
      list: view.list,
      name: view.name,
      owner_id: view.ownerId,
      is_shared: view.isShared,
      search: JSON.stringify(view.search),
      columns: view.columns && [...view.columns],
      created_at: ctx.now,
      changed_at: ctx.now,
      deleted_at: null,
    })
    .execute()
  return id
}

interface ViewChange {
  name?: string | undefined
  isShared?: boolean | undefined
  search?: Search | undefined
  columns?: readonly string[] | null | undefined
  deletedAt?: Date | null | undefined
}

export async function updateView(ctx: Ctx, id: string, change: ViewChange): Promise<void> {
  const { name, isShared, search, columns, deletedAt } = change
  await dbOf(ctx)
    .updateTable('governance.saved_view')
    .set({
      changed_at: ctx.now,
      ...(name !== undefined && { name }),
      ...(isShared !== undefined && { is_shared: isShared }),
      ...(search !== undefined && { search: JSON.stringify(search) }),
      ...(columns !== undefined && { columns: columns && [...columns] }),
      ...(deletedAt !== undefined && { deleted_at: deletedAt }),
    })
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .execute()
}

/** What was removed longer ago than an undo reaches goes for good. */
export async function sweepViews(ctx: Ctx): Promise<void> {
  await dbOf(ctx)
    .deleteFrom('governance.saved_view')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('deleted_at', '<', addMs(ctx.now, -UNDO_MS))
    .execute()
}

export async function setDefault(
  ctx: Ctx,
  { userId, list, viewId }: { userId: string; list: string; viewId: string | null },
): Promise<void> {
  await dbOf(ctx)
    .deleteFrom('governance.default_view')
    .where('workspace_id', '=', ctx.workspaceId)
    .where('user_id', '=', userId)
    .where('list', '=', list)
    .execute()
  if (viewId === null) return
  await dbOf(ctx)
    .insertInto('governance.default_view')
    .values({ workspace_id: ctx.workspaceId, user_id: userId, list, view_id: viewId })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'user_id', 'list']).doUpdateSet({ view_id: viewId }),
    )
    .execute()
}

/** A member leaves: her own views go with her, what she shared stays as the team's. */
export async function leaveViews(ctx: Ctx, userId: string): Promise<void> {
  await sql`delete from governance.default_view
    where workspace_id = ${ctx.workspaceId} and user_id = ${userId}`.execute(ctx.db)
  await sql`delete from governance.saved_view
    where workspace_id = ${ctx.workspaceId} and owner_id = ${userId} and not is_shared`.execute(
    ctx.db,
  )
  await sql`update governance.saved_view set owner_id = null
    where workspace_id = ${ctx.workspaceId} and owner_id = ${userId}`.execute(ctx.db)
}
