import { offsetOf, pageFrom } from '#kernel/page.ts'
import { refusals } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { isSound } from '../model/check.ts'
import { diff } from '../model/diff.ts'
import { EMPTY_GRAPH } from '../model/graph.ts'
import type { Graph } from '../model/graph.ts'
import { JOURNEY, JOURNEY_ACTS, STATE_SAYS } from '../model/lifecycle.ts'
import type { JourneyAct, JourneyState } from '../model/lifecycle.ts'
import { refusalsOfJourneys } from '../refusals.ts'
import * as store from '../store/journeys.ts'
import type { JourneyRow } from '../store/journeys.ts'
import { numbersOf } from '../store/numbers.ts'
import type { JourneyNumbers } from '../store/numbers.ts'
import { endRuns } from '../store/runs.ts'
import { MOVES_TICK } from './enter.ts'
import { findingsOf } from './known.ts'

const refuse = refusals({
  ...refusalsOfJourneys.save,
  ...refusalsOfJourneys.publish,
})

const NOBODY: JourneyNumbers = { entered: 0, active: 0, done: 0, reachedGoal: 0 }

export const actorName = ({ actor }: Pick<Ctx, 'actor'>): string =>
  actor.kind === 'nobody' ? 'nobody' : actor.name

const viewOf = (row: JourneyRow, numbers: JourneyNumbers | undefined) => ({
  id: row.journey_id,
  name: row.name,
  state: row.state,
  version: row.live_version,
  playbook: row.playbook,
  numbers: numbers ?? NOBODY,
  may: JOURNEY_ACTS.filter((act) => !['refused', 'no_change'].includes(JOURNEY[row.state][act])),
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
})

export const journeyOrRefuse = async (ctx: Ctx, id: string, lock = false): Promise<JourneyRow> =>
  (await store.findJourney(ctx, id, lock)) ?? refuse.no_such_journey()

export interface ListInput {
  cursor?: string | undefined
  limit: number
  state?: JourneyState | undefined
  q?: string | undefined
  sort: 'newest' | 'name'
}

export async function listJourneys(ctx: Ctx, { cursor, limit, ...filter }: ListInput) {
  const offset = offsetOf(cursor)
  const rows = await store.listJourneys(ctx, { ...filter, limit: limit + 1, offset })
  const { items, next } = pageFrom(rows, limit, offset)
  const numbers = await numbersOf(
    ctx,
    items.map(({ journey_id: id }) => id),
  )
  return {
    items: items.map((row) => viewOf(row, numbers.get(row.journey_id))),
    next,
    total: await store.countJourneys(ctx, { ...filter, limit, offset }),
  }
}

export async function journey(ctx: Ctx, { id }: { id: string }) {
  const row = await journeyOrRefuse(ctx, id)
  const numbers = await numbersOf(ctx, [id])
  const live = await liveGraph(ctx, row)
  return {
    ...viewOf(row, numbers.get(id)),
    draft: row.draft,
    draftSavedAt: row.draft_saved_at.toISOString(),
    live: live ?? null,
    findings: await findingsOf(ctx, row.draft),
    diff: live ? diff(live, row.draft) : null,
  }
}

export const liveGraph = async (ctx: Ctx, row: JourneyRow): Promise<Graph | undefined> =>
  row.live_version === null
    ? undefined
    : (await store.findVersion(ctx, row.journey_id, row.live_version))?.graph

export async function createJourney(
  ctx: Ctx,
  input: { name: string; graph?: Graph | undefined; playbook?: string | undefined },
) {
  const id = ctx.newId()
  await ctx.transact(async (tx) => {
    await store.insertJourney(tx, {
      id,
      name: input.name,
      draft: input.graph ?? EMPTY_GRAPH,
      playbook: input.playbook,
      by: actorName(tx),
    })
    await remember(tx, 'created', id, { name: input.name })
  })
  return journey(ctx, { id })
}

export async function saveJourney(
  ctx: Ctx,
  input: {
    id: string
    name?: string | undefined
    graph?: Graph | undefined
    savedAt?: string | undefined
  },
) {
  const { id, name, graph, savedAt } = input
  await ctx.transact(async (tx) => {
    const row = await journeyOrRefuse(tx, id, true)
    if (row.state === 'ended') refuse.not_in_this_state(stateOf(tx, row))
    if (savedAt !== undefined && row.draft_saved_at > new Date(savedAt)) refuse.saved_by_another()
    await store.saveDraft(tx, id, { name, draft: graph })
  })
  return journey(ctx, { id })
}

export async function checkJourney(
  ctx: Ctx,
  { id, graph }: { id: string; graph?: Graph | undefined },
) {
  const row = await journeyOrRefuse(ctx, id)
  const findings = await findingsOf(ctx, graph ?? row.draft)
  return { findings, sound: isSound(findings) }
}

const stateOf = (ctx: Pick<Ctx, 'locale'>, { state }: JourneyRow) => ({
  state: STATE_SAYS[state][ctx.locale],
})

/** The next state for this act, or the refusal; asked for under the lock of the journey's row. */
export async function nextState(
  tx: TxCtx,
  id: string,
  act: JourneyAct,
): Promise<{ row: JourneyRow; next: JourneyState }> {
  const row = await journeyOrRefuse(tx, id, true)
  const next = JOURNEY[row.state][act]
  if (next === 'refused') return refuse.not_in_this_state(stateOf(tx, row))
  return { row, next: next === 'no_change' ? row.state : next }
}

const acting =
  (act: 'pause' | 'resume') =>
  (ctx: Ctx, { id }: { id: string }) =>
    ctx.transact(async (tx) => {
      const { row, next } = await nextState(tx, id, act)
      if (next === row.state) return { state: next }
      await store.setState(tx, id, next)
      await remember(tx, act === 'pause' ? 'paused' : 'resumed', id)
      if (act === 'resume') tx.wake(MOVES_TICK)
      return { state: next }
    })

export const pauseJourney = acting('pause')
export const resumeJourney = acting('resume')

export function endJourney(ctx: Ctx, { id }: { id: string }) {
  return ctx.transact(async (tx) => {
    const { row, next } = await nextState(tx, id, 'end')
    if (next === row.state) return { state: next, ended: 0 }
    await store.setState(tx, id, next)
    const ended = await endRuns(tx, id)
    await remember(tx, 'ended', id, { ended })
    return { state: next, ended }
  })
}

export async function journeyVersions(ctx: Ctx, { id }: { id: string }) {
  await journeyOrRefuse(ctx, id)
  const rows = await store.versionsOf(ctx, id)
  return {
    items: rows.map((row) => ({
      version: row.version,
      publishedAt: row.published_at.toISOString(),
      publishedBy: row.published_by,
    })),
  }
}

export async function journeyVersion(ctx: Ctx, { id, version }: { id: string; version: number }) {
  const row = (await store.findVersion(ctx, id, version)) ?? refuse.no_such_journey()
  return { version, graph: row.graph, publishedAt: row.published_at.toISOString() }
}

export const remember = (
  tx: TxCtx,
  what: string,
  id: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> =>
  audit(tx, { action: `journey.${what}`, subjectKind: 'journey', subjectId: id, detail })
