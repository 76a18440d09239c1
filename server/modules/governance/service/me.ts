import { must } from '#kernel/assert.ts'
import type { Ctx } from '#platform/ctx.ts'
import { presentWorkspace } from '../present.ts'
import { userById } from '../store/users.ts'
import { workspaceById, workspacesOf } from '../store/workspaces.ts'
import { standsInWorkspace } from './stands.ts'

const MAX_LISTED = 200

/** Who asks, where they stand, where else they may go, and what they may here. */
export async function me(ctx: Ctx) {
  const base = {
    workspaceId: standsInWorkspace(ctx) ? ctx.workspaceId : null,
    permissions: [...ctx.actor.permissions].toSorted(),
    clock: ctx.system.clockKind,
  }
  if (ctx.actor.kind !== 'user') {
    const own = await workspaceById(ctx, ctx.workspaceId)
    const workspaces = own ? [{ ...presentWorkspace(own), role: null }] : []
    return { ...base, user: null, workspaces }
  }
  const user = must(await userById(ctx, ctx.actor.userId), 'the signed-in user')
  const rows = await workspacesOf(
    ctx,
    { userId: user.id, isOwner: user.is_owner },
    { limit: MAX_LISTED, offset: 0 },
  )
  return {
    ...base,
    user: {
      id: user.id,
      name: user.name,
      email: ctx.secrets.open(user.email_sealed),
      isOwner: user.is_owner,
    },
    workspaces: rows.map((row) => ({ ...presentWorkspace(row), role: row.role })),
  }
}
