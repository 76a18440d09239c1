import { refusals } from '#kernel/refusal.ts'
import { membersOf } from '#modules/audience/service.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { isSound } from '../model/check.ts'
import { diff } from '../model/diff.ts'
import { planOf } from '../model/plan.ts'
import type { Plan } from '../model/plan.ts'
import { refusalsOfJourneys } from '../refusals.ts'
import { insertVersion, versionsOf } from '../store/journeys.ts'
import { enterBySegment } from './enter.ts'
import { actorName, liveGraph, nextState, remember } from './journeys.ts'
import { findingsOf } from './known.ts'

const refuse = refusals(refusalsOfJourneys.publish)

/**
 * The draft becomes a version that never changes. Whoever is under way stays on the version she began
 * with; newcomers take this one. People who are in a trigger's segment already come in at once, unless
 * the trigger is for newcomers.
 */
export function publishJourney(ctx: Ctx, { id }: { id: string }) {
  return ctx.transact(async (tx) => {
    const { row, next } = await nextState(tx, id, 'publish')
    const findings = await findingsOf(tx, row.draft)
    if (!isSound(findings)) {
      const errors = findings.filter(({ severity }) => severity === 'error')
      return refuse.not_sound(
        { errors: errors.length },
        errors.map(({ nodeId, field, says }) => ({
          field: [nodeId ?? 'graph', field].filter(Boolean).join('.'),
          reason: says[tx.locale],
        })),
      )
    }
    const before = await liveGraph(tx, row)
    const plan = planOf(row.draft)
    const version = ((await versionsOf(tx, id))[0]?.version ?? 0) + 1
    const segments = segmentsOf(plan)
    const events = plan.triggers.flatMap(({ node }) => node.listens?.event ?? [])
    await insertVersion(
      tx,
      id,
      { number: version, graph: row.draft, by: actorName(tx), events, segments },
      next,
    )
    await remember(tx, 'published', id, { version })
    const letIn = next === 'live' ? await letInMembers(tx, id, segments) : 0
    return { version, state: next, diff: before ? diff(before, row.draft) : null, letIn }
  })
}

const segmentsOf = (plan: Plan): string[] => [
  ...new Set(
    plan.triggers.flatMap(({ node }) =>
      node.refs.filter(({ kind }) => kind === 'segment').map(({ id }) => id),
    ),
  ),
]

const PAGE_PEOPLE = 10_000

async function letInMembers(
  tx: TxCtx,
  journeyId: string,
  segments: readonly string[],
): Promise<number> {
  let letIn = 0
  for (const segmentId of segments)
    for (let after = '0'; ;) {
      const members = await membersOf(tx, segmentId, after, PAGE_PEOPLE)
      // Being there is one cause, whichever version finds her there: publishing again lets nobody in twice.
      const newcomers = members.map((personId) => ({
        personId,
        cause: `there:${personId}`,
        at: tx.now,
        wasThere: true,
      }))
      letIn += await enterBySegment(tx, segmentId, newcomers, journeyId)
      const last = members.at(-1)
      if (last === undefined || members.length < PAGE_PEOPLE) break
      after = last
    }
  return letIn
}
