import type { Tick } from '#platform/module.ts'
import { lookAtGroupCodes } from './service/group-look.ts'
import { NEXT_LOOK_AT } from './store/group-code-alarms.ts'

/** Woken when a group was read; else minutes apart, so no virtual clock stops for it. */
export const groupCodesTick: Tick = {
  name: 'entry.group_codes',
  everyMs: 5_000,
  run: lookAtGroupCodes,
  due: NEXT_LOOK_AT,
  unhurried: true,
  follows: true,
}
