import { addMs, HOUR_MS, MINUTE_MS, SECOND_MS } from '#kernel/time.ts'

export const CALLBACK_STATES = ['waiting', 'done', 'failed', 'ignored'] as const
export type CallbackState = (typeof CALLBACK_STATES)[number]
export type Platform = 'wecom' | 'official_account'

/** A stamp further away than this is a replay (or a clock that needs mending). */
export const FRESH_SECONDS = 300

/** A worker that has not answered by then is taken for dead. */
export const WORK_LEASE_MS = 60 * SECOND_MS

const PAUSES_MS = [
  5 * SECOND_MS,
  15 * SECOND_MS,
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  HOUR_MS,
  6 * HOUR_MS,
]

/** When to try again after so many attempts; `undefined` when it is for a person to look at. */
export function retryAt(attempts: number, now: Date): Date | undefined {
  const pause = PAUSES_MS[attempts - 1]
  return pause === undefined ? undefined : addMs(now, pause)
}

/** What we act on; everything else is kept, and shown as ignored. */
export const WORKED_KINDS: ReadonlySet<string> = new Set([
  'contact_added',
  'contact_edited',
  'contact_removed',
  'group_created',
  'group_changed',
  'group_dismissed',
  'followed',
  'unfollowed',
  'scanned',
  'menu_tapped',
  'wrote',
])
