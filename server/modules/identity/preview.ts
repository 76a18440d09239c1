import { sql, uints, uuid } from '#kernel/sql.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { retract, split } from './by-hand.ts'
import type { Answers } from './change.ts'
import { nodesOf } from './explain.ts'
import { identifiersById } from './store/identifiers.ts'
import type { Moved } from './store/identifiers.ts'
import { redirectedHere } from './store/redirects.ts'
import { forbid, undo } from './undo.ts'

export type Intended =
  | { kind: 'split'; personId: string; identIds: string[] }
  | { kind: 'retract'; id: string; forbid: boolean }
  | { kind: 'forbid'; a: string; b: string }
  | { kind: 'undo'; id: string }

/** Who would be who if this were done: it is done, looked at, and rolled back. */
export async function preview(ctx: Ctx, { intended }: { intended: Intended }) {
  let moved: Moved[] = []
  await intend(ctx, intended, async (tx: TxCtx) => {
    moved = await redirectedHere(tx.db, tx.workspaceId)
  })
  const ids = moved.map((row) => row.ident_id)
  const before = await identifiersById(ctx.db, ctx.workspaceId, ids)
  const fromOf = new Map(before.map((row) => [row.ident_id, row.person_id]))
  const nodes = await nodesOf(ctx, ids)
  const events = await eventsUnder(ctx, ids)
  return {
    moved: moved.flatMap(({ ident_id: identId, person_id: to }) => {
      const [node, from] = [nodes.get(identId), fromOf.get(identId)]
      if (!node || from === undefined || from === to) return []
      return [{ node, from, to, events: events.get(identId) ?? 0 }]
    }),
  }
}

function intend(ctx: Ctx, intended: Intended, rehearse: Answers): Promise<unknown> {
  const how = { rehearse }
  switch (intended.kind) {
    case 'split':
      return split(ctx, { ...intended, why: '' }, how)
    case 'retract':
      return retract(ctx, { ...intended, why: '' }, how)
    case 'forbid':
      return forbid(ctx, { ...intended, why: '' }, how)
    case 'undo':
      return undo(ctx, { ...intended, why: '' }, how)
  }
}

/** How much of history would go along. */
async function eventsUnder(ctx: Ctx, identIds: readonly string[]): Promise<Map<string, number>> {
  if (identIds.length === 0) return new Map()
  const rows = await ctx.ch.query<{ ident: string; n: string }>(sql`
    SELECT toString(ident_id) AS ident, count() AS n FROM events
    WHERE workspace_id = ${uuid(ctx.workspaceId)} AND has(${uints(identIds)}, ident_id)
    GROUP BY ident_id`)
  return new Map(rows.map(({ ident, n }) => [ident, Number(n)]))
}
