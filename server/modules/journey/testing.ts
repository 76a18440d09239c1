import { sql } from 'kysely'
import { addMs } from '#kernel/time.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Graph } from './model/graph.ts'
import { createJourney } from './service/journeys.ts'
import { CHUNK_RUNS, moveJourney } from './service/moves.ts'
import { publishJourney } from './service/publish.ts'

/** A line of waits of one minute: every wake is one transition, and nothing else is measured. */
const line = (waits: number): Graph => ({
  nodes: [
    { id: 'in', kind: 'event', config: { event: 'bench_started' }, x: 0, y: 0 },
    ...Array.from({ length: waits }, (_, i) => ({
      id: `w${i}`,
      kind: 'wait' as const,
      config: { amount: 1, unit: 'minutes' },
      x: i + 1,
      y: 0,
    })),
    { id: 'end', kind: 'exit', config: {}, x: waits + 1, y: 0 },
  ],
  edges: [
    { from: 'in', exit: 'entered', to: 'w0' },
    ...Array.from({ length: waits }, (_, i) => ({
      from: `w${i}`,
      exit: 'waited',
      to: i + 1 < waits ? `w${i + 1}` : 'end',
    })),
  ],
  reentry: { kind: 'once' },
})

/** Puts `people` made-up people at the first wait of a published journey, all due at `ctx.now`. */
export async function seedTransitions(
  ctx: Ctx,
  { people, waits }: { people: number; waits: number },
): Promise<{ journeyId: string }> {
  const { id } = await createJourney(ctx, { name: 'transitions', graph: line(waits) })
  await publishJourney(ctx, { id })
  await sql`
    insert into journey.run (workspace_id, run_id, journey_id, version, person_id, subject, key,
      node_id, visit, entered_at, due_at, state, started_at)
    select ${ctx.workspaceId}::uuid, gen_random_uuid(), ${id}::uuid, 1, n, n, 'bench:' || n, 'w0', 2,
      ${addMs(ctx.now, -60_000)}, ${ctx.now}, 'active', ${ctx.now}
    from generate_series(1, ${people}) as n`.execute(ctx.db)
  return { journeyId: id }
}

/**
 * Moves everybody who is due once, by so many workers side by side; answers the transitions. The
 * caller measures the time, and lends a ctx whose `now` is the instant they are due.
 */
export async function runTransitions(
  ctxs: readonly Ctx[],
  journeyId: string,
  chunk = CHUNK_RUNS,
): Promise<number> {
  const moved = await Promise.all(
    ctxs.map(async (ctx) => {
      let all = 0
      for (;;) {
        const now = await moveJourney(ctx, journeyId, chunk)
        if (now === 0) return all
        all += now
      }
    }),
  )
  return moved.reduce((a, b) => a + b, 0)
}

/** The bare thing that a transition is measured against: the same rows moved by one UPDATE. */
export async function bareUpdate(ctx: Ctx, journeyId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update journey.run set node_id = 'w1', visit = visit + 1, entered_at = due_at,
      due_at = due_at + interval '1 minute'
    where workspace_id = ${ctx.workspaceId} and journey_id = ${journeyId} and state = 'active'
      and due_at <= ${ctx.now}`.execute(ctx.db)
  return Number(numAffectedRows ?? 0)
}
