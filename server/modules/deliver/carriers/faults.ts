import { addMs, MINUTE_MS } from '#kernel/time.ts'
import { PlatformFault } from '#wechat/http.ts'
import type { Sending } from '../model/verdict.ts'

const RETRY_MS = 2 * MINUTE_MS

/** A fault on the way: either it surely did not arrive, or nobody knows. Anything else is a bug. */
export function sendingOfFault(error: unknown, now: Date): Sending {
  if (!(error instanceof PlatformFault)) throw error
  return error.mayHaveHappened
    ? { kind: 'unknown' }
    : { kind: 'put_back', retryAt: addMs(now, RETRY_MS), reason: 'carrier_busy' }
}
