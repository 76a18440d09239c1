import { MINUTE_MS, SECOND_MS } from '#kernel/time.ts'

/** So many failed sign-ins in the window, per account and per address, and no more. */
export const MAX_FAILED = 10
export const WINDOW_MS = 15 * MINUTE_MS

/**
 * How long to wait before this attempt would be looked at; 0 when it may be now. `failedAt` holds
 * the attempts within the window, this one included, oldest first.
 */
export function waitSeconds(failedAt: readonly Date[], now: Date): number {
  const blocking = failedAt.at(-(MAX_FAILED + 1))
  if (!blocking) return 0
  return Math.max(1, Math.ceil((blocking.getTime() + WINDOW_MS - now.getTime()) / SECOND_MS))
}
