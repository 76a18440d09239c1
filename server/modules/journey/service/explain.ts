import type { Says } from '#kernel/locale.ts'
import { offsetOf, pageFrom } from '#kernel/page.ts'
import type { Ctx } from '#platform/ctx.ts'
import { NODES } from '../model/nodes.ts'
import type { NodeKind } from '../model/nodes.ts'
import type { Plan } from '../model/plan.ts'
import { BY_GOAL } from '../model/walk.ts'
import type { Left } from '../model/walk.ts'
import { runsOf, stepsOf } from '../store/numbers.ts'
import type { RunOfPerson, StepRow } from '../store/numbers.ts'
import { planFor } from './plans.ts'

const OVER: Says = { 'zh-CN': '旅程结束', 'zh-TW': '旅程結束', en: 'The end' }
const TAKEN: Says = {
  'zh-CN': '达成目标,提前离开',
  'zh-TW': '達成目標，提前離開',
  en: 'Reached the goal and left',
}

/** A step in words: what the node is, and how she left it. */
export function stepInWords(plan: Plan, { nodeId, exit, enteredAt, at, visit }: Left) {
  const node = plan.nodes.get(nodeId)?.node
  const kind = node?.kind ?? 'exit'
  const label = NODES[kind as NodeKind].exitLabels[exit]
  const plain = { 'zh-CN': exit, 'zh-TW': exit, en: exit }
  return {
    nodeId,
    visit,
    kind,
    says: node?.says ?? plain,
    exit,
    exitSays: label ?? (exit === BY_GOAL ? TAKEN : exit === 'end' ? OVER : plain),
    enteredAt: enteredAt.toISOString(),
    at: at.toISOString(),
  }
}

/** Law 14: why is she here? Every run she was in, what let her in, and each step with its exit. */
export async function runsOfPerson(
  ctx: Ctx,
  { personId, cursor, limit }: { personId: string; cursor?: string | undefined; limit: number },
) {
  const offset = offsetOf(cursor)
  const rows = await runsOf(ctx, personId, limit + 1, offset)
  const { items, next } = pageFrom(rows, limit, offset)
  const steps = await stepsOf(
    ctx,
    items.map(({ run_id: id }) => id),
  )
  const views = []
  for (const run of items) {
    const { plan } = await planFor(ctx, run.journey_id, run.version)
    views.push(runView(plan, run, steps.get(run.run_id) ?? []))
  }
  return { items: views, next }
}

function runView(plan: Plan, run: RunOfPerson, steps: readonly StepRow[]) {
  const here = plan.nodes.get(run.node_id)?.node
  return {
    runId: run.run_id,
    journeyId: run.journey_id,
    journeyName: run.name,
    version: run.version,
    personId: run.person_id,
    state: run.state,
    outcome: run.outcome,
    startedAt: run.started_at.toISOString(),
    endedAt: run.ended_at?.toISOString() ?? null,
    cause: run.key,
    standsAt:
      run.state === 'active'
        ? {
            nodeId: run.node_id,
            says: here?.says ?? OVER,
            since: run.entered_at.toISOString(),
            until: run.due_at?.toISOString() ?? null,
            listening: run.listening,
          }
        : null,
    steps: steps.map((step) => ({
      ...stepInWords(plan, {
        nodeId: step.node_id,
        exit: step.exit,
        visit: step.visit,
        enteredAt: step.entered_at,
        at: step.at,
      }),
      detail: step.detail,
    })),
  }
}
