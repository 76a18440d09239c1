import { atOnceWhile } from '#platform/look.ts'
import type { Tick } from '#platform/module.ts'
import { nextAlarmMailAt } from '#modules/collect/service.ts'
import { advanceBroadcasts } from './service/broadcasts.ts'
import { mailAlarms } from './service/mail-alarms.ts'
import { pollTasks } from './service/poll-tasks.ts'
import { resolveUnknown } from './service/resolve.ts'
import { LOST_AFTER_MS, sendDue } from './service/send-due.ts'
import { ANY_RUNNING } from './store/broadcasts.ts'
import { earliestSending, EARLIEST_UNKNOWN, lettersUnderWay } from './store/letters.ts'
import { EARLIEST_POLL } from './store/tasks.ts'

export const deliverTicks: readonly Tick[] = [
  {
    name: 'deliver.broadcasts',
    everyMs: 1_000,
    run: advanceBroadcasts,
    due: atOnceWhile(ANY_RUNNING),
  },
  {
    name: 'deliver.sender',
    everyMs: 500,
    run: sendDue,
    due: earliestSending(LOST_AFTER_MS),
    underWay: lettersUnderWay,
  },
  {
    name: 'deliver.resolver',
    everyMs: 5_000,
    run: resolveUnknown,
    due: EARLIEST_UNKNOWN,
  },
  {
    name: 'deliver.receipts',
    everyMs: 5_000,
    run: pollTasks,
    due: EARLIEST_POLL,
  },
  {
    name: 'deliver.alarm_mail',
    everyMs: 1_000,
    run: mailAlarms,
    due: nextAlarmMailAt,
    unhurried: true,
  },
]
