import type { Ctx } from '#platform/ctx.ts'
import { nameOf } from '../model/name.ts'
import { loadPeople } from '../store/people.ts'

/** Names by person; whoever has none, or was merged into somebody else, is absent. */
export async function names(ctx: Ctx, { personIds }: { personIds: string[] }) {
  const rows = await loadPeople(ctx.db, ctx.workspaceId, [...new Set(personIds)])
  const called: Record<string, string> = {}
  for (const { person_id, attributes } of rows) {
    const name = nameOf(attributes)
    if (name) called[person_id] = name
  }
  return { names: called }
}
