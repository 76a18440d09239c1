import { z } from 'zod'
import type { Ctx } from '#platform/ctx.ts'
import { findWorkspaces } from '#modules/governance/service/find-workspaces.ts'
import { Plain } from './plain.ts'
import type { Truth } from './truth.ts'

/** A ctx that stands in the workspace people named, by id or by name. */
export async function inNamedWorkspace({ ctx, inside }: Truth, named: string): Promise<Ctx> {
  const found = await findWorkspaces(ctx, named)
  const [only, other] = found
  if (!only)
    throw new Plain(
      `There is no workspace “${named}”. Make it: siyu workspace create --name “${named}”`,
    )
  if (other && !z.uuid().safeParse(named).success)
    throw new Plain(
      [
        `Several workspaces are called “${named}”. Say which by its id:`,
        ...found.map((w) => `  ${w.id}  made ${w.createdAt}`),
      ].join('\n'),
    )
  return inside(only.id)
}
