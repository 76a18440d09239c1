import { setTimeout as sleep } from 'node:timers/promises'
import { isCollision } from './db/db.ts'
import type { Tick } from './module.ts'
import type { Runtime } from './runtime.ts'

const underWay = new WeakMap<Tick, Promise<unknown>>()

/** One run of a tick at a time in this process: whoever asks for one waits for the run under way. */
export function runAlone(rt: Runtime, tick: Tick): Promise<number> {
  const before = underWay.get(tick) ?? Promise.resolve()
  const run = before.then(() => withRetries(rt, tick))
  const over: Promise<unknown> = run
    .catch(() => {})
    .then(() => {
      if (underWay.get(tick) === over) underWay.delete(tick)
    })
  underWay.set(tick, over)
  return run
}

/** Undefined when nobody is at it; what it settles to says nothing of whether it worked. */
export const runUnderWay = (tick: Tick): Promise<unknown> | undefined => underWay.get(tick)

const TRIES = 6
const PAUSE_MS = 5

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
      await sleep(attempt * PAUSE_MS)
    }
  }
}
