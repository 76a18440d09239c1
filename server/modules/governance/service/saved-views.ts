import { must } from '#kernel/assert.ts'
import { refusals } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { violates } from '#platform/db/db.ts'
import { VIEW_REFUSALS } from '../contract/saved-views.ts'
import type { SavedView } from '../contract/saved-views.ts'
import { MOST_VIEWS, mayChangeView, maySeeView } from '../model/saved-view.ts'
import * as store from '../store/saved-views.ts'
import type { SeenView } from '../store/saved-views.ts'

const refuse = refusals(VIEW_REFUSALS)

interface Shown {
  search: Readonly<Record<string, readonly string[]>>
  columns: readonly string[] | null
}

const whoAsks = ({ actor }: Ctx) => ({
  userId: actor.kind === 'user' ? actor.userId : undefined,
  isAdmin: actor.permissions.has('*'),
})

const owned = (row: SeenView) => ({ ownerId: row.owner_id, isShared: row.is_shared })

function present(ctx: Ctx, row: SeenView): SavedView {
  const who = whoAsks(ctx)
  return {
    id: row.id,
    list: row.list,
    name: row.name,
    isShared: row.is_shared,
    isMine: row.owner_id !== null && row.owner_id === who.userId,
    madeBy: row.owner_name,
    mayChange: mayChangeView(owned(row), who),
    isDefault: row.is_default,
    search: row.search,
    columns: row.columns,
    changedAt: row.changed_at.toISOString(),
  }
}

export async function listViews(ctx: Ctx, { list }: { list: string }) {
  const rows = await store.viewsOf(ctx, { list, userId: whoAsks(ctx).userId })
  return { items: rows.map((row) => present(ctx, row)) }
}

export async function saveView(
  ctx: Ctx,
  input: Shown & { list: string; name: string; isShared: boolean },
) {
  const { userId } = whoAsks(ctx)
  if (userId === undefined) return refuse.people_only()
  return named(input.name, () =>
    ctx.transact(async (tx) => {
      if ((await store.countViews(tx, input.list, userId)) >= MOST_VIEWS)
        return refuse.too_many_views({ most: MOST_VIEWS })
      const id = await store.insertView(tx, { ...input, ownerId: userId })
      await auditView(tx, 'saved', id, { list: input.list, isShared: input.isShared })
      return present(tx, must(await store.findView(tx, { id, userId }), 'the view just saved'))
    }),
  )
}

export async function changeView(
  ctx: Ctx,
  {
    id,
    ...change
  }: { id: string; name?: string | undefined; isShared?: boolean | undefined } & {
    [K in keyof Shown]?: Shown[K] | undefined
  },
) {
  return named(change.name ?? '', () =>
    ctx.transact(async (tx) => {
      const view = await mineToChange(tx, id, 'standing')
      await store.updateView(tx, id, change)
      const what = Object.entries(change).flatMap(([key, value]) =>
        value === undefined ? [] : [key],
      )
      await auditView(tx, 'changed', id, { list: view.list, changed: what })
      return again(tx, id)
    }),
  )
}

export async function removeView(ctx: Ctx, { id }: { id: string }) {
  await ctx.transact(async (tx) => {
    const view = await mineToChange(tx, id, 'standing')
    await store.updateView(tx, id, { deletedAt: tx.now })
    await store.sweepViews(tx)
    await auditView(tx, 'removed', id, { list: view.list, isShared: view.is_shared })
  })
  return { done: true as const }
}

export async function restoreView(ctx: Ctx, { id }: { id: string }) {
  const name = (await store.findView(ctx, { id, userId: whoAsks(ctx).userId }))?.name ?? ''
  return named(name, () =>
    ctx.transact(async (tx) => {
      const view = await mineToChange(tx, id, 'removed')
      await store.updateView(tx, id, { deletedAt: null })
      await auditView(tx, 'restored', id, { list: view.list, isShared: view.is_shared })
      return again(tx, id)
    }),
  )
}

export async function setDefaultView(
  ctx: Ctx,
  { list, viewId }: { list: string; viewId: string | null },
) {
  const { userId } = whoAsks(ctx)
  if (userId === undefined) return refuse.people_only()
  await ctx.transact(async (tx) => {
    if (viewId !== null) {
      const view = (await store.findView(tx, { id: viewId, userId })) ?? refuse.no_such_view()
      const isHere = view.list === list && view.deleted_at === null
      if (!isHere || !maySeeView(owned(view), userId)) return refuse.no_such_view()
    }
    await store.setDefault(tx, { userId, list, viewId })
  })
  return { done: true as const }
}

/** What she cannot see is not there; what she sees and may not change is said to be so. */
async function mineToChange(ctx: Ctx, id: string, is: 'standing' | 'removed'): Promise<SeenView> {
  const who = whoAsks(ctx)
  const view = (await store.findView(ctx, { id, userId: who.userId })) ?? refuse.no_such_view()
  const isThere = (view.deleted_at === null) === (is === 'standing')
  if (!isThere || !maySeeView(owned(view), who.userId)) return refuse.no_such_view()
  if (!mayChangeView(owned(view), who)) return refuse.not_yours({ owner: view.owner_name ?? '—' })
  return view
}

const again = async (ctx: Ctx, id: string): Promise<SavedView> =>
  present(
    ctx,
    must(await store.findView(ctx, { id, userId: whoAsks(ctx).userId }), 'the view just changed'),
  )

async function named<Out>(name: string, work: () => Promise<Out>): Promise<Out> {
  try {
    return await work()
  } catch (error) {
    if (violates(error, 'saved_view_name_once')) return refuse.view_name_taken({ name })
    throw error
  }
}

const auditView = (ctx: Ctx, act: string, id: string, detail: Record<string, unknown>) =>
  audit(ctx, { action: `governance.view_${act}`, subjectKind: 'view', subjectId: id, detail })
