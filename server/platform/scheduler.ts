import { setTimeout as sleep } from 'node:timers/promises'
import { drain } from './drain.ts'
import { look } from './look.ts'
import type { Tick } from './module.ts'
import { moveClock } from './move-clock.ts'
import { runAlone } from './run-alone.ts'
import type { Runtime } from './runtime.ts'
import { ticksOf } from './ticks.ts'

/**
 * Runs every module's ticks in this process until stopped. Any number of processes may. Once it has
 * stopped, nothing of it touches the database any more: the stores may be closed.
 */
export interface Scheduler extends AsyncDisposable {
  /** Works off all that is due now, whatever it sets off in turn. Answers when all is quiet. */
  drain(): Promise<void>
  /** Virtual clocks only: forward through every due instant on the way, working each off. */
  moveClock(to: Date, stepMs?: number): Promise<void>
}

/**
 * Whoever makes work due in this process wakes its tick at once. The look is for what other
 * processes made due, and for time itself: one statement, whatever the number of ticks.
 */
const LOOK_EVERY_MS = 250
/** At rest it is looked at half as often: still in time for what must follow within a second. */
const RESTS_AFTER_MS = 10_000
const LOOK_AT_REST_EVERY_MS = 500

const pauseAfter = (quietMs: number): number =>
  quietMs < RESTS_AFTER_MS ? LOOK_EVERY_MS : LOOK_AT_REST_EVERY_MS

export function startScheduler(rt: Runtime): Scheduler {
  const stop = new AbortController()
  const ticks = ticksOf(rt)
  const beds = new Map(ticks.map((tick) => [tick.name, new Bed()]))
  rt.onPoke = (name) => beds.get(name)?.wake()
  const loops = ticks.map((tick) => loop(rt, tick, beds.get(tick.name) ?? new Bed(), stop.signal))
  loops.push(watch(rt, ticks, stop.signal))
  const ending = AbortSignal.any([stop.signal, rt.stopping])
  const asked = new Set<Promise<unknown>>()
  const followed = async (work: Promise<unknown>): Promise<void> => {
    asked.add(work)
    try {
      await work
    } finally {
      asked.delete(work)
    }
  }
  return {
    drain: () => followed(drain(rt, ticks, ending)),
    moveClock: (to, stepMs) => followed(moveClock(rt, ticks, ending, to, stepMs)),
    async [Symbol.asyncDispose]() {
      stop.abort()
      for (const bed of beds.values()) bed.wake()
      await Promise.all(loops)
      await Promise.allSettled(asked)
    },
  }
}

/** Where a loop sleeps until it is woken; a wake while it is up keeps it up. */
class Bed {
  #woken = false
  #getUp = () => {}

  wake(): void {
    this.#woken = true
    this.#getUp()
  }

  async sleep(atMostMs: number | undefined): Promise<void> {
    if (!this.#woken) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((done) => {
        this.#getUp = done
        if (atMostMs !== undefined) timer = setTimeout(done, atMostMs)
      })
      clearTimeout(timer)
    }
    this.#woken = false
  }
}

async function loop(rt: Runtime, tick: Tick, bed: Bed, stop: AbortSignal): Promise<void> {
  // What can be asked for is run when it is due; the rest once at the start, then by its pause.
  if (tick.due) await bed.sleep(undefined)
  const gatherMs = rt.clock.kind === 'virtual' ? (tick.gatherMs ?? 0) : 0
  while (!stop.aborted) {
    const worked = await runSafely(rt, tick, stop)
    if (worked === 0) await bed.sleep(tick.due ? undefined : tick.everyMs)
    if (gatherMs > 0) await pause(gatherMs, stop)
  }
}

/** Ends early when the scheduler is told to stop. */
const pause = (ms: number, stop: AbortSignal): Promise<void> =>
  sleep(ms, undefined, { signal: stop }).catch(() => {
    // Swallowed because the only reason is that it was stopped.
  })

/** Wakes what is due, each no more often than its pause allows. */
async function watch(rt: Runtime, ticks: readonly Tick[], stop: AbortSignal): Promise<void> {
  const restsUntil = new Map<Tick, number>()
  let busyAt = performance.now()
  while (!stop.aborted) {
    let restMs = pauseAfter(performance.now() - busyAt)
    try {
      const seen = await look(rt, ticks)
      const now = rt.clock.now()
      const wallMs = performance.now()
      for (const tick of seen.dueBy(now)) {
        busyAt = wallMs
        if (wallMs < (restsUntil.get(tick) ?? 0)) continue
        restsUntil.set(tick, wallMs + tick.everyMs)
        rt.poke(tick.name)
      }
      const next = rt.clock.kind === 'real' ? seen.nextAfter(now) : undefined
      if (next) restMs = Math.min(restMs, next.getTime() - now.getTime())
    } catch (error) {
      // Swallowed because a database that restarts must not end the process: the next look asks again.
      rt.log.warn({ err: error }, 'what is due could not be asked; it will be asked again')
    }
    await pause(restMs, stop)
  }
}

async function runSafely(rt: Runtime, tick: Tick, stop: AbortSignal): Promise<number> {
  try {
    return await runAlone(rt, tick)
  } catch (error) {
    // Swallowed because a fault here (a database restarting) must not end the process; it is
    // logged, counted and tried again after the tick's pause.
    rt.metrics.tickFailures.inc({ tick: tick.name })
    rt.log.error({ err: error, tick: tick.name }, 'a background run failed; it will be tried again')
    await pause(Math.min(tick.everyMs, 1_000), stop)
    return 0
  }
}
