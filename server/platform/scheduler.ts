import { setTimeout as sleep } from 'node:timers/promises'
import { isVirtual } from './clock.ts'
import { dispatch } from './outbox/dispatch.ts'
import { isCollision } from './db/db.ts'
import type { Tick } from './module.ts'
import type { Runtime } from './runtime.ts'
import { isQuiet } from './system.ts'
import { saveVirtualNow } from './virtual-clock-store.ts'

/** Runs every module's ticks in this process until stopped. Any number of processes may. */
export interface Scheduler extends AsyncDisposable {
  /** Works off all that is due now, whatever it sets off in turn. Answers when all is quiet. */
  drain(): Promise<void>
  /** Virtual clocks only: forward through every due instant on the way, working each off. */
  moveClock(to: Date, stepMs?: number): Promise<void>
}

/** More rounds than this mean a module that always finds work: a bug, said loudly. */
const MAX_ROUNDS = 10_000
const QUIET_LOOK_MS = 5

const outboxTick: Tick = { name: 'platform.outbox', everyMs: 500, run: dispatch }

export const ticksOf = (rt: Runtime): Tick[] => [
  outboxTick,
  ...rt.modules.flatMap((module) => module.ticks ?? []),
]

export function startScheduler(rt: Runtime): Scheduler {
  const stop = new AbortController()
  const wakers = new Map<string, () => void>()
  const ticks = ticksOf(rt)
  rt.onPoke = (name) => wakers.get(name)?.()
  const loops = ticks.map((tick) => loop(rt, tick, wakers, stop.signal))
  return {
    drain: () => drain(rt, ticks),
    moveClock: (to, stepMs) => moveClock(rt, ticks, to, stepMs),
    async [Symbol.asyncDispose]() {
      stop.abort()
      for (const wake of wakers.values()) wake()
      await Promise.all(loops)
    },
  }
}

async function loop(rt: Runtime, tick: Tick, wakers: Map<string, () => void>, stop: AbortSignal) {
  let poked = false
  let wake = () => {}
  wakers.set(tick.name, () => {
    poked = true
    wake()
  })
  while (!stop.aborted) {
    poked = false
    const worked = await runSafely(rt, tick)
    if (worked > 0 || poked) continue
    await new Promise<void>((done) => {
      const timer = setTimeout(done, tick.everyMs)
      wake = () => {
        clearTimeout(timer)
        done()
      }
      if (poked || stop.aborted) wake()
    })
  }
}

/** One run of a tick at a time in this process: whoever drains waits for the run under way. */
const underWay = new WeakMap<Tick, Promise<unknown>>()

function runAlone(rt: Runtime, tick: Tick): Promise<number> {
  const before = underWay.get(tick) ?? Promise.resolve()
  const run = before.then(() => withRetries(rt, tick))
  underWay.set(
    tick,
    run.catch(() => {}),
  )
  return run
}

const TRIES = 6

/**
 * Two pieces of work may want the same people in different orders; PostgreSQL then ends one of them.
 * A tick's work is transactions that may simply be done again.
 */
async function withRetries(rt: Runtime, tick: Tick): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tick.run(rt)
    } catch (error) {
      if (!isCollision(error) || attempt >= TRIES) throw error
      rt.log.debug({ tick: tick.name, attempt }, 'two pieces of work collided; once more')
      await sleep(attempt * QUIET_LOOK_MS)
    }
  }
}

async function runSafely(rt: Runtime, tick: Tick): Promise<number> {
  try {
    return await runAlone(rt, tick)
  } catch (error) {
    // Swallowed because a fault here (a database restarting) must not end the process; it is
    // logged, counted and tried again after the tick's pause.
    rt.metrics.tickFailures.inc({ tick: tick.name })
    rt.log.error({ err: error, tick: tick.name }, 'a background run failed; it will be tried again')
    await sleep(Math.min(tick.everyMs, 1_000))
    return 0
  }
}

async function drain(rt: Runtime, ticks: readonly Tick[]) {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const worked = await Promise.all(ticks.map((tick) => runAlone(rt, tick)))
    if (worked.some((n) => n > 0)) continue
    // A fact is not readable while an older transaction is open, nor a row another worker holds:
    // nothing done is not yet nothing due.
    if (await isQuiet(rt)) return
    await sleep(QUIET_LOOK_MS)
  }
  throw new Error(`work is still due after ${MAX_ROUNDS} rounds: a module never becomes quiet`)
}

/** Unless told otherwise, timers a minute apart are worked off together: weeks pass in seconds. */
export const STEP_MS = 60_000

async function moveClock(rt: Runtime, ticks: readonly Tick[], to: Date, stepMs = STEP_MS) {
  const { clock } = rt
  if (!isVirtual(clock)) throw new Error('only a virtual clock can be moved')
  await drain(rt, ticks)
  while (clock.now() < to) {
    const dues = await Promise.all(ticks.map(async (tick) => tick.nextDueAt?.(rt)))
    const next = dues.filter((due) => due !== undefined).reduce((a, b) => (a < b ? a : b), to)
    const soonest = new Date(clock.now().getTime() + stepMs)
    clock.set(next < soonest ? (soonest < to ? soonest : to) : next)
    await saveVirtualNow(rt.database.db, clock.now())
    await drain(rt, ticks)
  }
}
