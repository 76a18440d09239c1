import { z } from 'zod'
import type { Ctx } from '#platform/ctx.ts'
import type { WorkspaceView } from '../contract/views.ts'
import { presentWorkspace } from '../present.ts'
import { workspaceById, workspacesByName } from '../store/workspaces.ts'

/** The workspaces a word may mean: one by its id, or all that bear the name, oldest first. */
export async function findWorkspaces(
  ctx: Pick<Ctx, 'db'>,
  idOrName: string,
): Promise<WorkspaceView[]> {
  if (z.uuid().safeParse(idOrName).success) {
    const row = await workspaceById(ctx, idOrName)
    return row ? [presentWorkspace(row)] : []
  }
  return (await workspacesByName(ctx, idOrName)).map(presentWorkspace)
}
