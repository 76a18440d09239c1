import { isVirtual } from './clock.ts'
import { drain } from './drain.ts'
import type { Tick } from './module.ts'
import { runAlone } from './run-alone.ts'
import type { Runtime } from './runtime.ts'
import { saveVirtualNow } from './virtual-clock-store.ts'

/** Unless told otherwise, timers a minute apart are worked off together: weeks pass in seconds. */
export const STEP_MS = 60_000

/**
 * Forward, from one instant at which something is due to the next, working each off. Throws Stopping
 * once told to stop; the clock stands where it was worked off to.
 */
export async function moveClock(
  rt: Runtime,
  ticks: readonly Tick[],
  stop: AbortSignal,
  to: Date,
  stepMs = STEP_MS,
): Promise<void> {
  const { clock } = rt
  if (!isVirtual(clock)) throw new Error('only a virtual clock can be moved')
  let quiet = await drain(rt, ticks, stop)
  while (clock.now() < to) {
    const soonest = new Date(Math.min(clock.now().getTime() + stepMs, to.getTime()))
    const due = quiet.nextAfter(clock.now()) ?? to
    clock.set(due < soonest ? soonest : due < to ? due : to)
    await saveVirtualNow(rt.database.db, clock.now())
    await byTheClock(rt, ticks)
    quiet = await drain(rt, ticks, stop)
  }
}

const ranAt = new WeakMap<Tick, number>()

/** What nobody can ask runs as often as it would if time passed by itself. */
async function byTheClock(rt: Runtime, ticks: readonly Tick[]): Promise<void> {
  const now = rt.clock.now().getTime()
  for (const tick of ticks) {
    if (tick.due || now - (ranAt.get(tick) ?? 0) < tick.everyMs) continue
    ranAt.set(tick, now)
    await runAlone(rt, tick)
  }
}
