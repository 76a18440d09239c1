import { DAY_MS, daysBefore } from '#kernel/time.ts'
import type { Tick } from '#platform/module.ts'
import { changeDuties } from './service/duty.ts'
import { lookAtGroupCodes } from './service/group-look.ts'
import { lookAtWays } from './service/ways.ts'
import { NEXT_DUTY_AT, pruneLoads } from './store/duty.ts'
import { NEXT_LOOK_AT } from './store/group-code-alarms.ts'
import { NEXT_WAYS_AT } from './store/ways.ts'

/** Woken when a group was read; else minutes apart, so no virtual clock stops for it. */
export const groupCodesTick: Tick = {
  name: 'entry.group_codes',
  everyMs: 5_000,
  run: lookAtGroupCodes,
  due: NEXT_LOOK_AT,
  unhurried: true,
  follows: true,
}

/** Shifts begin and end to the minute, so a virtual clock stops for them. */
export const dutyTick: Tick = {
  name: 'entry.duty',
  everyMs: 1_000,
  run: changeDuties,
  due: NEXT_DUTY_AT,
}

/** Caps look at today alone. */
const LOADS_KEPT_DAYS = 7

export const loadsTick: Tick = {
  name: 'entry.prune_loads',
  everyMs: DAY_MS,
  run: (rt) => pruneLoads(rt.database.db, daysBefore(rt.clock.now(), LOADS_KEPT_DAYS)),
}

export const waysTick: Tick = {
  name: 'entry.ways',
  everyMs: 60_000,
  run: lookAtWays,
  due: NEXT_WAYS_AT,
  unhurried: true,
}
