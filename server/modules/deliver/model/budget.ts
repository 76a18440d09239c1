import type { Carrier, LetterKind } from './carrier.ts'
import type { Cap, Policy } from './policy.ts'
import type { Reason } from './reason.ts'
import { daysInMonth, quietUntil, share } from './span.ts'

/** One letter that went, or for which room is kept: what caps count. */
export interface Use {
  letterId: string
  carrier: Carrier
  kind: LetterKind
  at: Date
}

export interface Request {
  carrier: Carrier
  kind: LetterKind
  /** the person's own zone where it is known, else the workspace's */
  timeZone: string
  optedOut: boolean
  /** she said yes to marketing; asked only when the workspace demands it */
  optedIn: boolean
  /** the platform's own window: until when, and how many more in it */
  window?: { closesAt: Date; left: number } | undefined
  expiresAt?: Date | undefined
}

export type Decision =
  | { kind: 'send_now' }
  | { kind: 'hold_until'; at: Date; reason: 'quiet_hours' }
  | { kind: 'withhold'; reason: Reason; capId?: string }

const withhold = (reason: Reason, capId?: string): Decision => ({
  kind: 'withhold',
  reason,
  ...(capId === undefined ? {} : { capId }),
})

/**
 * May this letter go to this person, and when? Pure. Caps are counted at the instant it would go, so
 * room is kept for what waits until the morning; a letter held now can never overrun a cap later.
 */
export function decide(
  policy: Policy,
  history: readonly Use[],
  request: Request,
  now: Date,
): Decision {
  if (request.optedOut) return withhold('opted_out')
  if (request.kind === 'marketing' && policy.consent === 'opt_in' && !request.optedIn)
    return withhold('no_consent')
  const quiet = policy.quietHours
  const heldUntil = quiet?.kinds.includes(request.kind)
    ? quietUntil(quiet, now, request.timeZone)
    : undefined
  const at = heldUntil ?? now
  if (request.expiresAt && at >= request.expiresAt) return withhold('too_late')
  if (request.window) {
    if (at >= request.window.closesAt) return withhold('window_closed')
    if (request.window.left <= 0) return withhold('window_used_up')
  }
  if (request.carrier === 'wecom_message' && platformCapReached(policy, history, at))
    return withhold('platform_cap')
  const full = policy.caps.find((cap) => isReached(cap, history, request, at))
  if (full) return withhold('cap_reached', full.id)
  return heldUntil
    ? { kind: 'hold_until', at: heldUntil, reason: 'quiet_hours' }
    : { kind: 'send_now' }
}

const counts = (cap: Cap, carrier: Carrier, kind: LetterKind): boolean =>
  cap.kinds.includes(kind) && (cap.carriers.length === 0 || cap.carriers.includes(carrier))

/** A welcome answers a person who has just come: it is neither counted nor held back. */
function isReached(cap: Cap, history: readonly Use[], request: Request, at: Date): boolean {
  if (!counts(cap, request.carrier, request.kind)) return false
  const used = history.filter(
    (use) => counts(cap, use.carrier, use.kind) && share(cap.span, use.at, at, request.timeZone),
  )
  return used.length >= cap.max
}

/** WeCom counts by the calendar of China, whatever the workspace's zone. */
const WECOM_ZONE = 'Asia/Shanghai'

function platformCapReached(policy: Policy, history: readonly Use[], at: Date): boolean {
  const mass = history.filter(({ carrier }) => carrier === 'wecom_message')
  const within = (unit: 'day' | 'week' | 'month', max: number) =>
    mass.filter((use) => share({ kind: 'calendar', unit }, use.at, at, WECOM_ZONE)).length >= max
  switch (policy.wecomCap) {
    case 'month_days':
      return within('month', daysInMonth(at, WECOM_ZONE))
    case 'week_7':
      return within('week', 7)
    case 'day_1':
      return within('day', 1)
    case 'legacy_4':
      return within('month', 4)
  }
}

/** How many more letters of a kind each cap leaves room for at this instant. */
export function roomLeft(policy: Policy, history: readonly Use[], now: Date) {
  return policy.caps.map((cap) => {
    const used = history.filter(
      (use) => counts(cap, use.carrier, use.kind) && share(cap.span, use.at, now, policy.timeZone),
    ).length
    return { capId: cap.id, max: cap.max, used, left: Math.max(cap.max - used, 0) }
  })
}

/** No cap looks further back than a month, and none needs what is older. */
export const REMEMBER_DAYS = 32
