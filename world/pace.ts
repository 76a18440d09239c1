import { DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel/time.ts'
import { step } from './driver.ts'
import type { OpenWorld } from './open.ts'

/** How fast the demo lives: some weeks in a couple of minutes, then a minute a second. */
export interface Pace {
  days: number
  seconds: number
  stepHours: number
  /** While fast, Siyu's clock moves no finer than this. */
  grainMinutes: number
  /** Virtual minutes per real second once the weeks are over. */
  thenMinutesPerSecond: number
}

export const DEMO_PACE: Pace = {
  days: 14,
  seconds: 120,
  stepHours: 2,
  grainMinutes: 60,
  thenMinutesPerSecond: 1,
}

const SAVE_EVERY_MS = 5_000

/** Lives until the signal says stop. A step that fails is reported and tried again: Siyu may be restarting. */
export async function liveOn(open: OpenWorld, pace: Pace, signal: AbortSignal): Promise<void> {
  const { world, live } = open
  const weeksEndMs = world.state.beganMs + pace.days * DAY_MS
  const fastStepMs = (pace.seconds * 1_000 * pace.stepHours) / (pace.days * 24)
  let savedAt = performance.now()
  while (!signal.aborted) {
    const began = performance.now()
    const fast = world.state.nowMs < weeksEndMs
    const hours = fast
      ? Math.min(pace.stepHours, (weeksEndMs - world.state.nowMs) / HOUR_MS)
      : pace.thenMinutesPerSecond / 60
    live.grainMs = fast ? pace.grainMinutes * MINUTE_MS : 0
    const lived = await attempt(live.report, () => open.alone(() => step(live, hours)))
    if (performance.now() - savedAt > SAVE_EVERY_MS) {
      await open.save()
      savedAt = performance.now()
    }
    const wanted = !lived ? 2_000 : fast ? fastStepMs : 1_000
    await rest(wanted - (performance.now() - began), signal)
  }
}

async function attempt(
  report: (says: string) => void,
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    // Swallowed because a world outlives a server that is being restarted; it is told and tried again.
    report(`the world stands still: ${error instanceof Error ? error.message : String(error)}`)
    return false
  }
}

const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted || ms <= 0) return setImmediate(resolve)
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    return undefined
  })
