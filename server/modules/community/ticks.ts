import type { Tick } from '#platform/module.ts'
import { greet } from './service/greet.ts'
import { sync } from './service/sync.ts'
import { workCallbacks } from './service/work-callbacks.ts'
import { nextCallbackAt } from './store/callbacks.ts'
import { nextGreetingAt } from './store/greetings.ts'

/** Poked by the callback itself; the pause is for greetings that another process has stored. */
export const greetTick: Tick = {
  name: 'community.greet',
  everyMs: 250,
  run: greet,
  nextDueAt: (rt) => nextGreetingAt(rt.database.db),
}

export const callbacksTick: Tick = {
  name: 'community.callbacks',
  everyMs: 500,
  run: workCallbacks,
  nextDueAt: (rt) => nextCallbackAt(rt.database.db),
}

/** What falls due here is hours apart, so a virtual clock does not stop for it. */
export const syncTick: Tick = { name: 'community.sync', everyMs: 5_000, run: sync }
