import { addMs } from '#kernel/time.ts'
import type { Tick } from '#platform/module.ts'
import { advanceBroadcasts } from './service/broadcasts.ts'
import { pollTasks } from './service/poll-tasks.ts'
import { resolveUnknown } from './service/resolve.ts'
import { LOST_AFTER_MS, sendDue } from './service/send-due.ts'
import { anyRunning } from './store/broadcasts.ts'
import { earliestClaim, earliestDue, earliestUnknown, lettersUnderWay } from './store/letters.ts'
import { earliestPoll } from './store/tasks.ts'

const earliest = (...instants: (Date | undefined)[]): Date | undefined =>
  instants.filter((at) => at !== undefined).toSorted((a, b) => a.getTime() - b.getTime())[0]

export const deliverTicks: readonly Tick[] = [
  {
    name: 'deliver.broadcasts',
    everyMs: 1_000,
    run: advanceBroadcasts,
    nextDueAt: async (rt) => ((await anyRunning(rt.database.db)) ? rt.clock.now() : undefined),
  },
  {
    name: 'deliver.sender',
    everyMs: 500,
    run: sendDue,
    async nextDueAt(rt) {
      const claimed = await earliestClaim(rt.database.db)
      return earliest(await earliestDue(rt.database.db), claimed && addMs(claimed, LOST_AFTER_MS))
    },
    underWay: lettersUnderWay,
  },
  {
    name: 'deliver.resolver',
    everyMs: 5_000,
    run: resolveUnknown,
    nextDueAt: (rt) => earliestUnknown(rt.database.db),
  },
  {
    name: 'deliver.receipts',
    everyMs: 5_000,
    run: pollTasks,
    nextDueAt: (rt) => earliestPoll(rt.database.db),
  },
]
