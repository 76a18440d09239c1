import { z } from 'zod'

/** 邀请有礼: a friend comes, pays a first order, and both get a coupon. One level, never more. */
export const InviteRules = z.object({
  /** what the inviter gets when a friend's first order is paid */
  inviterCouponId: z.uuid(),
  /** what the friend gets for it */
  inviteeCouponId: z.uuid(),
  /** the friend's first order must be paid within this many days of accepting */
  withinDays: z.int().min(1).max(90).default(30),
  /** and be at least this much */
  minPayFen: z.int().min(0).default(0),
  /** an inviter is rewarded at most so often */
  maxRewardsPerInviter: z.int().min(1).max(1_000).default(20),
  /** the rules people read on the page, in plain words */
  readableRules: z.string().trim().min(10).max(5_000),
  /** where the friend goes on to after accepting */
  shopUrl: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  startsAt: z.iso.datetime({ offset: true }).optional(),
  endsAt: z.iso.datetime({ offset: true }).optional(),
})
export type InviteRules = z.infer<typeof InviteRules>

export const GAME_STATES = ['draft', 'live', 'paused', 'ended'] as const
export type GameState = (typeof GAME_STATES)[number]
export const GAME_ACTS = ['publish', 'pause', 'resume', 'end'] as const
export type GameAct = (typeof GAME_ACTS)[number]
export type Next = GameState | 'no_change' | 'refused'

export const GAME: Readonly<Record<GameState, Readonly<Record<GameAct, Next>>>> = {
  draft: { publish: 'live', pause: 'refused', resume: 'refused', end: 'ended' },
  live: { publish: 'no_change', pause: 'paused', resume: 'no_change', end: 'ended' },
  paused: { publish: 'refused', pause: 'no_change', resume: 'live', end: 'ended' },
  ended: { publish: 'refused', pause: 'refused', resume: 'refused', end: 'no_change' },
}

export type Acceptance = 'accepted' | 'rewarded' | 'revoked' | 'refused' | 'expired'

export type OpenOrClosed = { kind: 'open' } | { kind: 'closed'; because: ClosedReason }
export type ClosedReason = 'not_live' | 'not_started' | 'ended'

/** May people invite and accept now? */
export function openAt(state: GameState, rules: InviteRules, now: Date): OpenOrClosed {
  if (state !== 'live') return { kind: 'closed', because: state === 'ended' ? 'ended' : 'not_live' }
  if (rules.startsAt && now < new Date(rules.startsAt))
    return { kind: 'closed', because: 'not_started' }
  if (rules.endsAt && now >= new Date(rules.endsAt)) return { kind: 'closed', because: 'ended' }
  return { kind: 'open' }
}

export interface Settling {
  acceptedAt: Date
  expiresAt: Date
  isFirstOrder: boolean
  payFen: number
  paidAt: Date
  inviterRewards: number
  samePerson: boolean
}

export type Settlement =
  | { kind: 'reward' }
  | { kind: 'wait' }
  | { kind: 'refuse'; why: 'not_new' | 'too_late' | 'own_invitation' | 'inviter_at_limit' }

/** What a paid order of an invited friend means. Deterministic: no chance decides a reward. */
export function settle(s: Settling, rules: InviteRules): Settlement {
  if (s.samePerson) return { kind: 'refuse', why: 'own_invitation' }
  if (!s.isFirstOrder) return { kind: 'refuse', why: 'not_new' }
  if (s.paidAt >= s.expiresAt) return { kind: 'refuse', why: 'too_late' }
  if (s.payFen < rules.minPayFen) return { kind: 'wait' }
  if (s.inviterRewards >= rules.maxRewardsPerInviter)
    return { kind: 'refuse', why: 'inviter_at_limit' }
  return { kind: 'reward' }
}
