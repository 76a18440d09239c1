import type { Ctx } from '#platform/ctx.ts'
import { NO_WORKSPACE } from '#platform/http/api.ts'
import { INSTALLATION } from '../model/roles.ts'

export const standsInWorkspace = (ctx: Pick<Ctx, 'workspaceId'>): boolean =>
  ctx.workspaceId !== NO_WORKSPACE

/** Owners of the installation, keys of scope `*`, and our own command line. */
export const holdsInstallation = (ctx: Pick<Ctx, 'actor'>): boolean =>
  ctx.actor.kind === 'system' || ctx.actor.permissions.has(INSTALLATION)

/** What the actor may give away; our own command line gives everything. */
export const heldBy = (ctx: Pick<Ctx, 'actor'>): ReadonlySet<string> =>
  ctx.actor.kind === 'system' ? new Set(['*', INSTALLATION]) : ctx.actor.permissions
