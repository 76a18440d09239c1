import { segmentEntered } from '#modules/audience/facts.ts'
import { personSplit, personsMerged } from '#modules/identity/facts.ts'
import type { FactHandler } from '#platform/module.ts'
import type { Heard } from '#platform/outbox/fact.ts'
import type { TxCtx } from '#platform/ctx.ts'
import { enterBySegment } from './service/enter.ts'
import { mergeRuns, splitRuns } from './store/people.ts'

interface Passage {
  segmentId: string
  personId: string
  why: string
  quiet: boolean
}

/** The first look at a new segment finds who was there already: no news, but a journey for everyone lets them in. */
const FIRST_LOOK = 'backfill'

export const onFacts: Record<string, FactHandler> = {
  [segmentEntered.fact]: async (tx: TxCtx, heard: readonly Heard<Passage>[]) => {
    const news = heard.filter(({ body }) => !body.quiet || body.why === FIRST_LOOK)
    for (const [segmentId, group] of Map.groupBy(news, ({ body }) => body.segmentId))
      await enterBySegment(
        tx,
        segmentId,
        group.map(({ body, at, position }) => ({
          personId: body.personId,
          cause: `entered:${position}`,
          at,
          wasThere: body.quiet,
        })),
      )
  },
  [personsMerged.fact]: async (
    tx: TxCtx,
    heard: readonly Heard<{ survivor: string; absorbed: string }>[],
  ) => {
    for (const { body } of heard) await mergeRuns(tx, body.absorbed, body.survivor)
  },
  [personSplit.fact]: async (
    tx: TxCtx,
    heard: readonly Heard<{ from: string; to: string; identIds: string[] }>[],
  ) => {
    for (const { body } of heard) await splitRuns(tx, body)
  },
}
