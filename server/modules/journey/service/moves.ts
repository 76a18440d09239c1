import { addMs, MINUTE_MS } from '#kernel/time.ts'
import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { isCollision } from '#platform/db/db.ts'
import { carryOn } from '#platform/outbox/root.ts'
import type { Runtime } from '#platform/runtime.ts'
import { goalReached } from '../facts.ts'
import { dueJourneys, insertSteps, saveStands, setAside, takeDue } from '../store/runs.ts'
import type { RunRow } from '../store/runs.ts'
import { planFor } from './plans.ts'
import { walkAll } from './walk-all.ts'

export const CHUNK_RUNS = 5_000
/** Coupons are granted one by one under the lock of their stock, which others wait for at the till. */
const CHUNK_GRANTING_RUNS = 250
const RETRY_MS = 5 * MINUTE_MS
const FAILURES_MAX = 5

/** Moves everybody who is due, journey by journey; answers how many moved. */
export async function moveDue(rt: Runtime): Promise<number> {
  let moved = 0
  for (const due of await dueJourneys(rt.database.db, rt.clock.now())) {
    const ctx = rt.ctx(due.workspace_id)
    const { plan } = await planFor(ctx, due.journey_id, due.live_version)
    const grants = [...plan.nodes.values()].some(({ node }) => node.kind === 'grant_coupon')
    moved += await moveJourney(ctx, due.journey_id, grants ? CHUNK_GRANTING_RUNS : CHUNK_RUNS)
  }
  return moved
}

/** One chunk. A chunk that fails is cut down until the run that cannot be moved stands alone. */
export async function moveJourney(
  ctx: Ctx,
  journeyId: string,
  limit = CHUNK_RUNS,
): Promise<number> {
  try {
    return await moveChunk(ctx, journeyId, limit)
  } catch (error) {
    // Nobody's fault: the same chunk is taken again by whoever retries.
    if (isCollision(error)) throw error
    ctx.log.error({ err: error, journeyId, limit }, 'a chunk of runs could not be moved')
    return limit > 1
      ? moveJourney(ctx, journeyId, Math.ceil(limit / 10))
      : putFirstAside(ctx, journeyId)
  }
}

/**
 * Move, effects and log commit together (law 6): the step's place in the log is its run and visit, and
 * every effect is keyed by the same, so a chunk that is repeated after a crash does nothing twice.
 */
export function moveChunk(ctx: Ctx, journeyId: string, limit: number): Promise<number> {
  return ctx.transact(async (tx) => {
    const rows = await takeDue(tx, journeyId, limit)
    let moved = 0
    const move = async (part: readonly RunRow[]) => {
      moved += await moveRuns(tx, journeyId, part)
    }
    await carryOn(tx.db, rows, move, 'any')
    // Whoever only waits on has been looked at too: a chunk is quiet when nobody was due.
    return Math.max(moved, rows.length)
  })
}

async function moveRuns(tx: TxCtx, journeyId: string, rows: readonly RunRow[]): Promise<number> {
  let moved = 0
  for (const [version, ofVersion] of Map.groupBy(rows, (row) => row.version)) {
    const { plan } = await planFor(tx, journeyId, version)
    const { stands, steps, goals } = await walkAll(tx, { journeyId, version, plan }, ofVersion)
    await saveStands(tx, stands)
    await insertSteps(tx, journeyId, steps)
    await tx.publish(...goals.map((goal) => goalReached({ journeyId, ...goal })))
    moved += steps.length
  }
  return moved
}

const putFirstAside = (ctx: Ctx, journeyId: string): Promise<number> =>
  ctx.transact(async (tx) => {
    const [first] = await takeDue(tx, journeyId, 1)
    if (first) await setAside(tx, first.run_id, addMs(tx.now, RETRY_MS), FAILURES_MAX)
    return first ? 1 : 0
  })
