import { setTimeout as sleep } from 'node:timers/promises'
import { look } from './look.ts'
import type { Look } from './look.ts'
import type { Tick } from './module.ts'
import { runAlone, runUnderWay } from './run-alone.ts'
import type { Runtime } from './runtime.ts'
import { goOnUnless } from './stopping.ts'

/** More rounds than this mean a module that always finds work: a bug, said loudly. */
const MAX_ROUNDS = 10_000
/**
 * A fact is not readable while an older transaction is open, nor a row another worker holds: what
 * is due and finds nothing is looked at again after this.
 */
const NOT_YET_MS = 5

/** Copies and portraits follow once, not after every step of what moves them. */
function inTurn(due: Tick[]): Tick[] {
  const first = due.filter((tick) => !tick.follows)
  return first.some((tick) => !tick.unhurried) ? first : due
}

const underWay = (ticks: readonly Tick[]) => ticks.flatMap((tick) => runUnderWay(tick) ?? [])

/**
 * Works off all that is due now, whatever it sets off in turn. Answers the look that found quiet.
 * Throws Stopping between two rounds once told to stop.
 */
export async function drain(rt: Runtime, ticks: readonly Tick[], stop: AbortSignal): Promise<Look> {
  for (let round = 0; round < MAX_ROUNDS; round++) {
    goOnUnless(stop)
    // Before the look: what a run under way makes due may come after it. And after it: what a run
    // has taken in hand meanwhile was due no more when the look was made.
    const before = underWay(ticks)
    const seen = await look(rt, ticks)
    const meanwhile = underWay(ticks)
    const due = inTurn(seen.dueBy(rt.clock.now()))
    const worked = await Promise.all(due.map((tick) => runAlone(rt, tick)))
    await Promise.all([...before, ...meanwhile])
    if (worked.some((n) => n > 0) || before.length > 0 || meanwhile.length > 0) continue
    if (due.every((tick) => tick.unhurried)) return seen
    await sleep(NOT_YET_MS)
  }
  throw new Error(`work is still due after ${MAX_ROUNDS} rounds: a module never becomes quiet`)
}
