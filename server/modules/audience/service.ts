import type { Ctx } from '#platform/ctx.ts'
import { evaluate as evaluateOne } from './model/evaluate.ts'
import type { Predicate } from './model/predicate.ts'
import { reads } from './model/reads.ts'
import { fairSample, headCount } from './queries/preview.ts'
import { peopleWho } from './service/people-table.ts'
import { loadViews } from './service/views.ts'
import { memberIds } from './store/memberships.ts'
import { findSegment as findRow } from './store/segments.ts'

/** For later modules: of these people, those the condition holds for at `ctx.now`. */
export async function evaluate(
  ctx: Ctx,
  predicate: Predicate,
  personIds: readonly string[],
): Promise<Set<string>> {
  const views = await loadViews(ctx, personIds, reads(predicate))
  const holds = new Set<string>()
  for (const [personId, view] of views)
    if (evaluateOne(predicate, view, ctx.now)) holds.add(personId)
  return holds
}

/** How many people a condition holds for at an instant (default now), by ClickHouse. */
export async function countPeople(ctx: Ctx, predicate: Predicate, asOf?: Date): Promise<number> {
  const people = await peopleWho(ctx, predicate, reads(predicate), asOf)
  const [row] = await ctx.ch.query<{ n: string }>(headCount(people))
  return Number(row?.n ?? 0)
}

/** How many people a condition holds for now, and up to `size` of them, chosen fairly and always alike. */
export async function samplePeople(
  ctx: Ctx,
  predicate: Predicate,
  size: number,
): Promise<{ count: number; sample: string[] }> {
  const people = await peopleWho(ctx, predicate, reads(predicate), ctx.now)
  const [row] = await ctx.ch.query<{ n: string; sample: string[] }>(fairSample(people, size))
  return { count: Number(row?.n ?? 0), sample: row?.sample ?? [] }
}

/** Members by id, page by page: `after` is the last id of the page before ('0' at first). */
export const membersOf = (
  ctx: Ctx,
  segmentId: string,
  after: string,
  limit: number,
): Promise<string[]> => memberIds(ctx.db, ctx.workspaceId, segmentId, after, limit)

export { createSegment, setSegmentState } from './service/segments.ts'
export { peopleWho } from './service/people-table.ts'

/** A segment by id, whatever its state; `undefined` when this workspace has none of that id. */
export async function findSegment(ctx: Ctx, segmentId: string) {
  const row = await findRow(ctx.db, ctx.workspaceId, segmentId)
  return row && { segmentId, name: row.name, state: row.state, predicate: row.predicate }
}
