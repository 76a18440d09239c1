import type { TxCtx } from '#platform/ctx.ts'
import type { ResolvedEvent } from '#platform/event.ts'
import type { HeardEvent } from '../model/node.ts'
import { earsOf } from '../model/plan.ts'
import type { Plan } from '../model/plan.ts'
import { listeningRuns, wakeRuns } from '../store/runs.ts'
import type { ListeningRow } from '../store/runs.ts'
import { isHeard, MOVES_TICK } from './enter.ts'
import { planFor } from './plans.ts'

/**
 * Runs that listened for these events wake. What was heard is written beside the run in the same
 * transaction as the event being done, so it is heard exactly once, and a paused journey keeps it.
 */
export async function hear(tx: TxCtx, events: readonly ResolvedEvent[]): Promise<number> {
  const personIds = [...new Set(events.map(({ personId }) => personId))]
  const names = [...new Set(events.map(({ event }) => event))]
  const runs = await listeningRuns(tx, personIds, names)
  const ofPerson = Map.groupBy(events, ({ personId }) => personId)
  const woken: { runId: string; heard: HeardEvent[]; at: Date }[] = []
  for (const run of runs) {
    const { plan } = await planFor(tx, run.journey_id, run.version)
    const heard = heardBy(plan, run, ofPerson.get(run.person_id) ?? [])
    if (heard.length > 0) woken.push({ runId: run.run_id, heard, at: tx.now })
  }
  await wakeRuns(tx, woken)
  if (woken.length > 0) tx.wake(MOVES_TICK)
  return woken.length
}

/** By the node she stands on and by every goal she has not reached; what came before her counts not. */
function heardBy(plan: Plan, run: ListeningRow, events: readonly ResolvedEvent[]): HeardEvent[] {
  const own = plan.nodes.get(run.node_id)
  const ears = [
    ...(own?.node.role === 'wait' && own.node.listens
      ? [{ nodeId: own.id, listening: own.node.listens }]
      : []),
    ...plan.goals
      .filter(({ id }) => !run.goals.includes(id))
      .flatMap((goal) => earsOf(goal).map((listening) => ({ nodeId: goal.id, listening }))),
  ]
  return events.flatMap((event) =>
    ears
      .filter(({ listening }) => isHeard(listening, event) && event.receivedAt >= run.entered_at)
      .map(({ nodeId }) => ({ nodeId, event: event.event, at: event.receivedAt })),
  )
}
