import { DAY_MS, daysBefore } from '#kernel/time.ts'
import type { Runtime } from '#platform/runtime.ts'
import { pruneInbox } from '../store/inbox.ts'
import { pruneSeen } from '../store/seen.ts'

/** What was sent is kept for looking back; history itself is in ClickHouse. */
const INBOX_DAYS = 3
/** Far beyond the retries of every SDK (Segment's browser SDK re-sends for days). */
const SEEN_DAYS = 90
const CHUNK = 5_000

/** Removes what has had its time, a chunk at a time. Answers how much went. */
export async function prune(rt: Runtime): Promise<number> {
  const now = rt.clock.now()
  const rows = await pruneInbox(rt.database.db, daysBefore(now, INBOX_DAYS), CHUNK)
  const ids = await pruneSeen(rt.database.db, daysBefore(now, SEEN_DAYS), CHUNK)
  return rows + ids
}

export const PRUNE_EVERY_MS = DAY_MS / 24
