import type { Verdict } from '#wechat/outcome.ts'
import type { Reason } from './reason.ts'

/** What a provider's answer means for a letter. Each carrier maps its own dialect to this. */
export type Sending =
  /** it is with her */
  | { kind: 'sent'; providerId?: string }
  /** the provider has it; a person must act before it goes (WeCom) */
  | { kind: 'created'; providerId: string }
  /** it surely did not go; trying later may help */
  | { kind: 'put_back'; retryAt: Date; reason: Reason }
  | { kind: 'failed'; reason: Reason }
  /** nobody knows: ask the provider, never send again blindly */
  | { kind: 'unknown' }

export type After =
  | { kind: 'done' }
  | { kind: 'retry'; afterMs: number }
  | { kind: 'fail'; reason: Reason }

const MINUTE = 60_000

/** Every verdict of the WeChat clients, once. */
export const AFTER: Readonly<Record<Verdict, After>> = {
  try_later: { kind: 'retry', afterMs: MINUTE },
  slow_down: { kind: 'retry', afterMs: 10 * MINUTE },
  renew_token: { kind: 'retry', afterMs: MINUTE },
  not_ready: { kind: 'retry', afterMs: MINUTE },
  misconfigured: { kind: 'fail', reason: 'misconfigured' },
  cannot_reach: { kind: 'fail', reason: 'unreachable' },
  no_relation: { kind: 'fail', reason: 'not_friend' },
  gone: { kind: 'fail', reason: 'refused_by_carrier' },
  too_late: { kind: 'fail', reason: 'too_late' },
  already_done: { kind: 'done' },
  at_limit: { kind: 'fail', reason: 'platform_cap' },
  media_expired: { kind: 'fail', reason: 'no_content' },
  we_are_wrong: { kind: 'fail', reason: 'refused_by_carrier' },
}

export function sendingOf(verdict: Verdict, now: Date): Sending {
  const after = AFTER[verdict]
  switch (after.kind) {
    case 'done':
      return { kind: 'sent' }
    case 'retry':
      return {
        kind: 'put_back',
        retryAt: new Date(now.getTime() + after.afterMs),
        reason: 'carrier_busy',
      }
    case 'fail':
      return { kind: 'failed', reason: after.reason }
  }
}
