import { addMs, HOUR_MS, MINUTE_MS } from '#kernel/time.ts'

export const SYNC_KINDS = ['staff', 'contacts', 'groups'] as const
export type SyncKind = (typeof SYNC_KINDS)[number]
export const SYNC_STATES = ['idle', 'running', 'paused', 'failed'] as const
export type SyncState = (typeof SYNC_STATES)[number]

/** How far it is; kept after it ends, as its result. */
export interface SyncProgress {
  staffTotal?: number
  staffDone?: number
  /** customers listed under the staff done so far, and the one under way */
  contactsListed?: number
  contactsRead?: number
  /** friendships that no callback had told of */
  found?: number
  /** friendships that had ended without a callback */
  lost?: number
  /** member of staff under way, and the last customer of hers that was read */
  staffUserid?: string
  afterContact?: string
  groupsListed?: number
  groupsRead?: number
  /** members of groups that no callback had told of, and those who had gone */
  membersFound?: number
  membersLost?: number
  /** where the list of groups goes on, while it is under way */
  groupCursor?: string
}

/** Staff are read anew four times a day, customers and groups every day: callbacks are not guaranteed (企业微信 90930). */
export const EVERY_MS: Readonly<Record<SyncKind, number>> = {
  staff: 6 * HOUR_MS,
  contacts: 24 * HOUR_MS,
  groups: 24 * HOUR_MS,
}

const TRIES = 5

/** After so many failures in a row; `undefined` gives up until the next time it is due. */
export const tryAgainAt = (failures: number, now: Date): Date | undefined =>
  failures >= TRIES ? undefined : addMs(now, MINUTE_MS * 2 ** failures)
