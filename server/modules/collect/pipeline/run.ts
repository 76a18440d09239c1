import { setTimeout as sleep } from 'node:timers/promises'
import type { Runtime } from '#platform/runtime.ts'
import { waitingWorkspaces } from '../store/inbox.ts'
import { AlreadyDone, projectBatch } from './project.ts'
import { storeBatch } from './store.ts'
import type { Unstorable } from './store.ts'
import { takeBatch } from './take.ts'
import type { Batch } from './take.ts'

/** Workspaces worked at the same time; each is one lane, in order. */
const LANES = 4
/** A lane gives way after so many batches, so that nobody starves. */
const BATCHES_A_TURN = 20
/** Whole batches fail for passing reasons (a store away, a deadlock); after so many, one is looked at closely. */
const TRIES_BEFORE_CARE = 3
const PAUSE_MS = 50
/** A row is readable once every older transaction has ended: mostly a matter of milliseconds. */
const NOT_YET_MS = 5
/** Some last for minutes, and another process may be at it: then it is asked ever more rarely. */
const MAX_NOT_YET_MS = 250
const notYet = new WeakMap<Runtime, number>()

/** A store that is away is asked ever more rarely, and again at once when it has answered. */
const MAX_PAUSE_MS = 2_000
const failures = new WeakMap<Runtime, number>()

/** Works the inbox off: events → persons → history → every module. Answers how many batches. */
export async function runPipeline(rt: Runtime): Promise<number> {
  const workspaces = await waitingWorkspaces(rt.database.db)
  if (workspaces.length === 0) return 0
  let worked = 0
  const faults: unknown[] = []
  const queue = [...workspaces]
  const lane = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      try {
        worked += await runLane(rt, next)
      } catch (error) {
        faults.push(error)
      }
  }
  await Promise.all(Array.from({ length: Math.min(LANES, queue.length) }, lane))
  if (worked === 0 && faults.length > 0) {
    const inARow = (failures.get(rt) ?? 0) + 1
    failures.set(rt, inARow)
    await sleep(Math.min(MAX_PAUSE_MS, PAUSE_MS * 2 ** Math.min(inARow, 10)))
    throw faults[0]
  }
  failures.delete(rt)
  for (const fault of faults) rt.log.error({ err: fault }, 'a lane of the pipeline failed')
  const inVain = worked > 0 ? 0 : (notYet.get(rt) ?? 0) + 1
  notYet.set(rt, inVain)
  if (worked > 0) return worked
  await sleep(Math.min(MAX_NOT_YET_MS, NOT_YET_MS * 2 ** Math.min(inVain - 1, 10)))
  return 1
}

/** One worker a workspace: an advisory lock on a connection of its own, gone when the process is. */
async function runLane(rt: Runtime, workspaceId: string): Promise<number> {
  const client = await rt.database.pool.connect()
  try {
    const key = `collect.lane:${workspaceId}`
    const { rows } = await client.query<{ mine: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as mine',
      [key],
    )
    if (!rows[0]?.mine) return 0
    try {
      return await workLane(rt, workspaceId)
    } finally {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [key])
    }
  } finally {
    client.release()
  }
}

/**
 * Three batches at a time: of one the modules draw their conclusions, the next goes into history, of
 * the one after that the persons are found. Conclusions stay in order.
 */
async function workLane(rt: Runtime, workspaceId: string): Promise<number> {
  let taken = '0'
  let before = Promise.resolve()
  let last = Promise.resolve()
  for (let done = 0; done < BATCHES_A_TURN; done++) {
    const batch = await takeNext(rt, workspaceId, taken, last)
    await before
    if (!batch) {
      await last
      return done
    }
    taken = batch.number
    before = last
    last = finish(rt, batch, before)
    // Whoever awaits it hears of a fault; until then it is not an unhandled one.
    last.catch(() => {})
  }
  await last
  return BATCHES_A_TURN
}

async function takeNext(rt: Runtime, workspaceId: string, after: string, before: Promise<void>) {
  try {
    return await rt.ctx(workspaceId).transact((tx) => takeBatch(tx, rt, after))
  } catch (error) {
    await before
    throw error
  }
}

async function finish(rt: Runtime, batch: Batch, before: Promise<void>): Promise<void> {
  for (const module of rt.modules) await module.stage?.flush?.(rt.ctx(batch.workspaceId))
  const unstorable = await storeBatch(rt, batch)
  await before
  await conclude(rt, batch, unstorable)
}

async function conclude(
  rt: Runtime,
  batch: Batch,
  unstorable: readonly Unstorable[],
): Promise<void> {
  const ctx = rt.ctx(batch.workspaceId)
  for (let tries = 1; ; tries++)
    try {
      const careful = tries > TRIES_BEFORE_CARE
      return await ctx.transact((tx) => projectBatch(tx, rt, batch, { careful, unstorable }))
    } catch (error) {
      if (error instanceof AlreadyDone) return
      // A store that is away is no fault of the events: they wait for it.
      if (tries > TRIES_BEFORE_CARE || !(await rt.ch.ping())) throw error
      rt.log.warn({ err: error, batch: batch.number, tries }, 'a batch failed; once more')
      await sleep(tries * PAUSE_MS)
    }
}
