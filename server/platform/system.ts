import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { realClock } from './clock.ts'
import { look } from './look.ts'
import { behind } from './outbox/behind.ts'
import type { Runtime } from './runtime.ts'
import { ticksOf } from './ticks.ts'

/** What only the running installation can do, lent to verbs as a value. */
export interface System {
  readonly clockKind: 'real' | 'virtual'
  now(): Date
  /** The machine's own time whatever the clock says: sign-ins are about real people outside. */
  wallNow(): Date
  /** Forward only; answers once every timer that fell due on the way has been worked off. */
  moveClock(to: Date, stepMs?: number): Promise<void>
  /** True once everything up to the inbox position is visible everywhere; false when time ran out. */
  settled(workspaceId: string, position: string, timeoutMs: number): Promise<boolean>
  /** Set by main.ts once the scheduler runs. */
  onMoveClock: (to: Date, stepMs?: number) => Promise<void>
}

const LOOK_EVERY_MS = 15

export function createSystem(runtime: () => Runtime): System {
  const system: System = {
    get clockKind() {
      return runtime().clock.kind
    },
    now: () => runtime().clock.now(),
    wallNow: () => realClock.now(),
    moveClock: (to, stepMs) => system.onMoveClock(to, stepMs),
    settled: (workspaceId, position, timeoutMs) =>
      settled(runtime(), workspaceId, position, timeoutMs),
    onMoveClock: () => Promise.reject(new Error('this process moves no clock')),
  }
  return system
}

/** Facts breed facts (an event → a segment entered → a run moved): so many links, no more. */
const HOPS = 4

async function settled(rt: Runtime, workspaceId: string, position: string, timeoutMs: number) {
  const deadline = performance.now() + timeoutMs
  const until = async (done: () => Promise<boolean>) => {
    while (!(await done())) {
      if (performance.now() > deadline) return false
      await sleep(LOOK_EVERY_MS)
    }
    return true
  }
  if (!(await until(() => inboxDone(rt, workspaceId, position)))) return false
  for (let hop = 0; hop < HOPS; hop++) {
    const last = await lastFact(rt)
    if (!(await until(() => heardUpTo(rt, last)))) return false
    if (!(await until(() => nothingDue(rt)))) return false
    if ((await lastFact(rt)) === last) return true
  }
  return true
}

async function inboxDone(rt: Runtime, workspaceId: string, position: string) {
  const inbox = rt.modules.find((module) => module.inbox)?.inbox
  return (await inbox?.stateOf(rt, workspaceId, position)) !== 'waiting'
}

async function lastFact(rt: Runtime): Promise<string> {
  const { rows } = await sql<{ last: string }>`
    select coalesce(max(position), 0)::text as last from platform.outbox`.execute(rt.database.db)
  return rows[0]?.last ?? '0'
}

/** Every module that listens has heard all it listens to, up to this fact. */
const heardUpTo = async (rt: Runtime, last: string): Promise<boolean> =>
  (await behind(rt.database.db, rt.modules, { readable: false, upTo: last })).length === 0

async function nothingDue(rt: Runtime) {
  const { dueBy } = await look(rt, ticksOf(rt))
  // Read after the answer: “now”, as a tick tells it, is later than a clock that was read before.
  const due = dueBy(rt.clock.now()).filter((tick) => !tick.unhurried && !tick.byPosition)
  for (const tick of due) rt.poke(tick.name)
  return due.length === 0
}
