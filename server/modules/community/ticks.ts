import type { Tick } from '#platform/module.ts'
import { greet } from './service/greet.ts'
import { sync } from './service/sync.ts'
import { workCallbacks } from './service/work-callbacks.ts'
import { NEXT_CALLBACK_AT } from './store/callbacks.ts'
import { NEXT_GREETING_AT } from './store/greetings.ts'
import { NEXT_SYNC_AT } from './store/syncs.ts'

/** Poked by the callback itself; the pause is for greetings that another process has stored. */
export const greetTick: Tick = {
  name: 'community.greet',
  everyMs: 250,
  run: greet,
  due: NEXT_GREETING_AT,
}

export const callbacksTick: Tick = {
  name: 'community.callbacks',
  everyMs: 500,
  run: workCallbacks,
  due: NEXT_CALLBACK_AT,
}

/** What falls due here is hours apart, so a virtual clock does not stop for it. */
export const syncTick: Tick = {
  name: 'community.sync',
  everyMs: 5_000,
  run: sync,
  due: NEXT_SYNC_AT,
  unhurried: true,
}
