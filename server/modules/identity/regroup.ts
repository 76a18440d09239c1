import type { TxCtx } from '#platform/ctx.ts'
import { derive } from './model/derive.ts'
import type { Limits } from './model/policy.ts'
import { regrouped } from './model/regrouped.ts'
import type { Regrouped } from './model/regrouped.ts'
import { LARGEST } from './rederive.ts'
import { apartOf } from './store/apart.ts'
import { connected, evidenceAmong, linkOf } from './store/evidence.ts'
import { identifiersById, identifiersOfPersons } from './store/identifiers.ts'

/**
 * What these limits would make of the persons around these; nothing is written. Identifiers in `seen`
 * were looked at before, and those of this look join them.
 */
export async function regroup(
  tx: TxCtx,
  people: readonly string[],
  limits: Limits,
  seen: Set<string>,
): Promise<Regrouped & { isTooLarge: boolean }> {
  const { db, workspaceId } = tx
  const nothing = { merges: 0, splits: 0, changes: [] }
  const own = await identifiersOfPersons(db, workspaceId, people)
  const seeds = own.map((row) => row.ident_id).filter((identId) => !seen.has(identId))
  if (seeds.length === 0) return { ...nothing, isTooLarge: false }
  const reached = await connected(db, workspaceId, seeds, LARGEST + 1)
  if (reached.length > LARGEST) return { ...nothing, isTooLarge: true }
  for (const identId of reached) seen.add(identId)
  const idents = await identifiersById(db, workspaceId, reached)
  const apart = await apartOf(db, workspaceId, [...new Set(idents.map((row) => row.person_id))])
  const { groups } = derive(
    idents.map((row) => ({ identId: row.ident_id, kind: row.kind, scope: row.scope })),
    (await evidenceAmong(db, workspaceId, reached)).map(linkOf),
    apart.map((pair) => [pair.ident_a, pair.ident_b] as const),
    limits,
  )
  const personOf = new Map(idents.map((row) => [row.ident_id, row.person_id]))
  return { ...regrouped(groups, personOf), isTooLarge: false }
}
