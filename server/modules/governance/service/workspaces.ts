import { offsetOf, pageFrom } from '#kernel/page.ts'
import { refusals } from '#kernel/refusal.ts'
import { createWriteKey } from '#modules/collect/service.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { INSTALLATION_ONLY } from '../contract/refusals.ts'
import type { WorkspaceView } from '../contract/views.ts'
import { workspaceChanged, workspaceCreated } from '../facts.ts'
import { inWorkspace } from '../in-workspace.ts'
import { presentWorkspace } from '../present.ts'
import { forgetAll } from '../recent.ts'
import { addMember } from '../store/members.ts'
import * as store from '../store/workspaces.ts'
import { issueKey } from './keys.ts'
import { holdsInstallation, standsInWorkspace } from './stands.ts'

const refuse = refusals(INSTALLATION_ONLY)

export async function listWorkspaces(
  ctx: Ctx,
  page: { limit: number; cursor?: string | undefined },
) {
  const { actor } = ctx
  if (actor.kind !== 'user') {
    const own = standsInWorkspace(ctx) ? await store.workspaceById(ctx, ctx.workspaceId) : undefined
    return { items: own ? [presentWorkspace(own)] : [], next: null }
  }
  const offset = offsetOf(page.cursor)
  const who = { userId: actor.userId, isOwner: holdsInstallation(ctx) }
  const rows = await store.workspacesOf(ctx, who, { limit: page.limit + 1, offset })
  const { items, next } = pageFrom(rows, page.limit, offset)
  return { items: items.map(presentWorkspace), next }
}

export interface NewWorkspace {
  name: string
  timeZone: string
  currency: string
}

export interface CreatedWorkspace {
  workspace: WorkspaceView
  /** shown this once */
  keys: { api: string; write: string }
}

/**
 * Makes a workspace with its first API key (scope `*`) and write key, in one transaction; a person
 * who makes one becomes its admin. Modules hear `governance.workspace_created` inside of it.
 */
export async function createWorkspace(ctx: Ctx, input: NewWorkspace): Promise<CreatedWorkspace> {
  if (!holdsInstallation(ctx)) return refuse.installation_only()
  const created = await ctx.transact(async (outer) => {
    const tx = inWorkspace(outer, ctx.newId())
    const row = await store.insertWorkspace(tx, { id: tx.workspaceId, ...input })
    if (tx.actor.kind === 'user') await addMember(tx, tx.actor.userId, 'admin')
    const api = await issueKey(tx, { name: 'api', scopes: ['*'] })
    const write = await createWriteKey(tx, { name: 'write' })
    await audit(tx, {
      action: 'governance.workspace_created',
      subjectKind: 'workspace',
      subjectId: tx.workspaceId,
    })
    await tx.publish(workspaceCreated({ workspaceId: tx.workspaceId, ...input }))
    return { workspace: presentWorkspace(row), keys: { api: api.key, write: write.key } }
  })
  forgetAll(ctx)
  return created
}

export async function updateWorkspace(
  ctx: Ctx,
  input: {
    name?: string | undefined
    timeZone?: string | undefined
    currency?: string | undefined
  },
): Promise<WorkspaceView> {
  return ctx.transact(async (tx) => {
    const row = await store.updateWorkspace(tx, {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.timeZone === undefined ? {} : { time_zone: input.timeZone }),
      ...(input.currency === undefined ? {} : { currency: input.currency }),
    })
    const view = presentWorkspace(row)
    await audit(tx, {
      action: 'governance.workspace_changed',
      subjectKind: 'workspace',
      subjectId: tx.workspaceId,
      detail: { ...input },
    })
    const { name, timeZone, currency } = view
    await tx.publish(workspaceChanged({ workspaceId: view.id, name, timeZone, currency }))
    return view
  })
}

/** The oldest workspace; undefined when none was made yet. */
export const anyWorkspace = (ctx: Ctx): Promise<string | undefined> => store.oldestWorkspace(ctx)
