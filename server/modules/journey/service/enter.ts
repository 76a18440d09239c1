import { propertyAt } from '#modules/audience/model/property.ts'
import { passes } from '#modules/audience/model/value-test.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { ResolvedEvent } from '#platform/event.ts'
import type { Listening } from '../model/node.ts'
import { triggeredBy } from '../store/journeys.ts'
import { insertRuns } from '../store/runs.ts'
import type { Entry } from '../store/runs.ts'
import { planFor } from './plans.ts'

export const MOVES_TICK = 'journey.moves'

/** Whether an event is the one listened for, with every filter true of it. */
export const isHeard = (
  listening: Listening,
  event: Pick<ResolvedEvent, 'event' | 'properties'>,
): boolean =>
  listening.event === event.event &&
  listening.where.every(({ path, test }) => passes(test, propertyAt(event.properties, path)))

/** Lets in whoever did what a live journey begins with. */
export async function enterByEvents(tx: TxCtx, events: readonly ResolvedEvent[]): Promise<number> {
  const names = [...new Set(events.map(({ event }) => event))]
  let entered = 0
  for (const { journey_id: journeyId, live_version: version } of await triggeredBy(tx, {
    events: names,
  })) {
    const { graph, plan } = await planFor(tx, journeyId, version)
    const entries = plan.triggers.flatMap(({ id, node }): Entry[] => {
      const { listens } = node
      if (!listens) return []
      return events
        .filter((event) => isHeard(listens, event))
        .map((event) => ({
          runId: tx.newId(),
          personId: event.personId,
          identId: event.identId,
          key: `event:${event.messageId}:${id}`,
          nodeId: id,
          at: event.receivedAt,
        }))
    })
    entered += await insertRuns(tx, { journeyId, version, reentry: graph.reentry }, entries)
  }
  if (entered > 0) tx.wake(MOVES_TICK)
  return entered
}

export interface Newcomer {
  personId: string
  /** what let her in, for ever the same */
  cause: string
  at: Date
  /** she did not come just now: only a journey for everybody lets her in */
  wasThere: boolean
}

/** Lets in whoever came into a segment that a live journey begins with. */
export async function enterBySegment(
  tx: TxCtx,
  segmentId: string,
  newcomers: readonly Newcomer[],
  only?: string,
): Promise<number> {
  let entered = 0
  for (const { journey_id: journeyId, live_version: version } of await triggeredBy(tx, {
    segments: [segmentId],
  })) {
    if (only !== undefined && journeyId !== only) continue
    const { graph, plan } = await planFor(tx, journeyId, version)
    const entries = plan.triggers.flatMap(({ id, node }): Entry[] => {
      if (!node.refs.some((ref) => ref.kind === 'segment' && ref.id === segmentId)) return []
      const config = graph.nodes.find((one) => one.id === id)?.config
      const everyone = config?.letIn !== 'newcomers'
      return newcomers
        .filter(({ wasThere }) => everyone || !wasThere)
        .map(({ personId, cause, at }) => ({
          runId: tx.newId(),
          personId,
          identId: undefined,
          key: `segment:${segmentId}:${cause}:${id}`,
          nodeId: id,
          at,
        }))
    })
    entered += await insertRuns(tx, { journeyId, version, reentry: graph.reentry }, entries)
  }
  if (entered > 0) tx.wake(MOVES_TICK)
  return entered
}
