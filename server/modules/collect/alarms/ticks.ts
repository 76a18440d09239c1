import { DAY_MS } from '#kernel/time.ts'
import type { Tick } from '#platform/module.ts'
import { NEXT_LOOK_AT } from '../store/flows.ts'
import { nextNoticeAt } from '../store/notices.ts'
import { lookAtData } from './look.ts'
import { pruneNotices, sendNotices } from './notices.ts'

export const alarmTicks: readonly Tick[] = [
  // Minutes apart, so nobody waits for it and no clock stops for it.
  {
    name: 'collect.alarms',
    everyMs: 5_000,
    run: lookAtData,
    due: NEXT_LOOK_AT,
    unhurried: true,
    follows: true,
  },
  {
    name: 'collect.notices',
    everyMs: 1_000,
    run: sendNotices,
    due: nextNoticeAt('webhook'),
    unhurried: true,
  },
  { name: 'collect.prune_notices', everyMs: DAY_MS, run: pruneNotices },
]
