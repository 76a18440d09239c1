import type { Ctx } from '#platform/ctx.ts'
import type { EventUse } from '#platform/module.ts'
import { reads } from '#modules/audience/model/reads.ts'
import { readNodes } from '../model/checks/read.ts'
import type { Graph } from '../model/graph.ts'
import { findVersion, listJourneys } from '../store/journeys.ts'

const JOURNEYS = 10_000

const hears = (graph: Graph, event: string): boolean =>
  [...readNodes(graph).read.nodes.values()].some(
    ({ listens, asks }) =>
      listens?.event === event || (asks !== undefined && reads(asks).includes(`event:${event}`)),
  )

/** Journeys whose draft or published graph relies on an event by its name; ended ones need nothing. */
export async function usesOfEvent(ctx: Ctx, event: string): Promise<EventUse[]> {
  const uses: EventUse[] = []
  for (const row of await listJourneys(ctx, { sort: 'name', limit: JOURNEYS, offset: 0 })) {
    if (row.state === 'ended') continue
    const live =
      row.live_version === null
        ? undefined
        : await findVersion(ctx, row.journey_id, row.live_version)
    if (hears(row.draft, event) || (live && hears(live.graph, event)))
      uses.push({ kind: 'journey', id: row.journey_id, name: row.name })
  }
  return uses
}
