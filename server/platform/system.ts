import { setTimeout as sleep } from 'node:timers/promises'
import { uuidv7 } from '#kernel/ids.ts'
import { realClock } from './clock.ts'
import type { Ctx } from './ctx.ts'
import type { Db } from './db/db.ts'
import type { EventUse } from './module.ts'
import { behind } from './outbox/behind.ts'
import { beginWatch, endWatch } from './outbox/root.ts'
import type { Runtime } from './runtime.ts'
import { goOnUnless } from './stopping.ts'

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
  /** What relies on an event by its name, in whatever module; the meaning of its name must not end. */
  eventUses(ctx: Ctx, event: string): Promise<EventUse[]>
  /** Set by main.ts once the scheduler runs. */
  onMoveClock: (to: Date, stepMs?: number) => Promise<void>
}

const LOOK_EVERY_MS = 15
/** So long after its time a watch was left behind by a process that died. */
const FORGOTTEN_MS = 60_000

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
    eventUses: async (ctx, event) => {
      const uses: EventUse[] = []
      for (const module of runtime().modules)
        uses.push(...((await module.eventUses?.(ctx, event)) ?? []))
      return uses
    },
    onMoveClock: () => Promise.reject(new Error('this process moves no clock')),
  }
  return system
}

/**
 * First everything up to the position is stored and concluded from; then all that follows from that is
 * waited for, link by link to its end: facts, runs, letters, copies. What came later, or fell due by
 * time alone, is nobody's consequence here, so an answer comes under any load.
 */
async function settled(rt: Runtime, workspaceId: string, position: string, timeoutMs: number) {
  const deadline = performance.now() + timeoutMs
  const until = async (done: () => Promise<boolean>) => {
    while (!(await done())) {
      if (performance.now() > deadline) return false
      goOnUnless(rt.stopping)
      await sleep(LOOK_EVERY_MS)
    }
    return true
  }
  if (!(await until(() => inboxDone(rt, workspaceId, position)))) return false
  const { db } = rt.database
  const now = rt.system.wallNow()
  const id = uuidv7(now, rt.randomBytes)
  const snapshot = await beginWatch(db, id, new Date(now.getTime() + timeoutMs + FORGOTTEN_MS))
  try {
    return await until(() => nothingUnderWay(rt, snapshot))
  } finally {
    await endWatch(db, id, now)
  }
}

async function inboxDone(rt: Runtime, workspaceId: string, position: string) {
  const inbox = rt.modules.find((module) => module.inbox)?.inbox
  return (await inbox?.stateOf(rt, workspaceId, position)) !== 'waiting'
}

/** One state of all tables is looked at: work passed on from one to another is in one of them. */
async function nothingUnderWay(rt: Runtime, snapshot: string): Promise<boolean> {
  const underWay = await rt.database.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      const db = trx as Db
      const listeners = await behind(db, rt.modules, { readable: false, stemmingFrom: snapshot })
      const found = listeners.length > 0 ? ['platform.outbox'] : []
      const seen = { snapshot, now: rt.clock.now() }
      for (const tick of rt.modules.flatMap((module) => module.ticks ?? []))
        if (await tick.underWay?.(db, seen)) found.push(tick.name)
      return found
    })
  for (const tick of underWay) rt.poke(tick)
  return underWay.length === 0
}
