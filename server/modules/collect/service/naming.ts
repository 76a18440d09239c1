import type { Ctx } from '#platform/ctx.ts'
import type { System } from '#platform/system.ts'
import { NO_NAMING, namingOf } from '../model/naming/naming.ts'
import type { Naming } from '../model/naming/naming.ts'
import { revisionOf, rulesInForce } from '../store/named-events.ts'

interface Remembered {
  revision: string
  naming: Naming
}

const WORKSPACES = 200

/** One per running installation: tests run several in a process. */
const rememberedBy = new WeakMap<System, Map<string, Remembered>>()

/**
 * What the named events of this workspace mean, as of this transaction: one look at a primary key,
 * once a batch, and the rules themselves only when they have changed.
 */
export async function namingIn(ctx: Pick<Ctx, 'db' | 'workspaceId' | 'system'>): Promise<Naming> {
  const revision = await revisionOf(ctx.db, ctx.workspaceId)
  if (revision === undefined) return NO_NAMING
  const all = rememberedBy.get(ctx.system) ?? new Map<string, Remembered>()
  rememberedBy.set(ctx.system, all)
  const known = all.get(ctx.workspaceId)
  if (known?.revision === revision) return known.naming
  const now = await rulesInForce(ctx.db, ctx.workspaceId)
  if (!now) return NO_NAMING
  const fresh = { revision: now.revision, naming: namingOf(now.rules) }
  if (all.size >= WORKSPACES) all.clear()
  all.set(ctx.workspaceId, fresh)
  return fresh.naming
}

/** After a write: a later one in the same transaction makes no other revision. */
export const forgetNaming = ({ system, workspaceId }: Pick<Ctx, 'workspaceId' | 'system'>): void =>
  void rememberedBy.get(system)?.delete(workspaceId)
