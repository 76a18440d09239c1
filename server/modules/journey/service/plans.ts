import { must } from '#kernel/assert.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Graph } from '../model/graph.ts'
import { planOf } from '../model/plan.ts'
import type { Plan } from '../model/plan.ts'
import { findVersion } from '../store/journeys.ts'

export interface Loaded {
  graph: Graph
  plan: Plan
}

/** Versions never change, so reading one once is enough; the oldest make room. */
const KEPT = 500
const loaded = new Map<string, Loaded>()

export async function planFor(
  ctx: Pick<Ctx, 'db' | 'workspaceId'>,
  journeyId: string,
  version: number,
): Promise<Loaded> {
  const key = `${ctx.workspaceId}:${journeyId}:${version}`
  const before = loaded.get(key)
  if (before) return before
  const { graph } = must(await findVersion(ctx, journeyId, version), `version ${key}`)
  const made = { graph, plan: planOf(graph) }
  const [oldest] = loaded.keys()
  if (loaded.size >= KEPT && oldest !== undefined) loaded.delete(oldest)
  loaded.set(key, made)
  return made
}
