import { decayed, FAINT } from './interest.ts'
import { nextChangeAt, stageOf, tierOf } from './lifecycle.ts'
import type { LifecycleRules, Stage, Tier } from './lifecycle.ts'

/** What is known of one person, gathered from all of her identifiers. */
export interface Known {
  personId: string
  createdAt: Date
  lastSeenAt: Date
  source: string
  attributes: Readonly<Record<string, string | number | boolean | null>>
  tags: readonly string[]
  interests: readonly { tag: string; score: number; at: Date }[]
  optedOut: readonly string[]
  /** carriers for which she has an address */
  addressed: readonly string[]
  orders: number
  paidFen: number
  firstOrderAt: Date | undefined
  lastOrderAt: Date | undefined
  /** as they stood before; undefined for somebody new */
  before:
    | { stage: Stage; stageSince: Date; tier: Tier | undefined; tierSince: Date | undefined }
    | undefined
}

export interface Portrait extends Omit<Known, 'before' | 'interests' | 'addressed'> {
  interests: Readonly<Record<string, number>>
  reachable: readonly string[]
  stage: Stage
  stageSince: Date
  tier: Tier | undefined
  tierSince: Date | undefined
  /** when time alone may change stage or tier (law 5) */
  dueAt: Date | undefined
}

/** Decides the whole portrait; the same inputs and instant give the same answer. */
export function portraitOf(known: Known, rules: LifecycleRules, now: Date): Portrait {
  const stage = stageOf(known, rules, now)
  const tier = tierOf(known, rules, now)
  const { before, interests, addressed, ...rest } = known
  const scores = new Map<string, number>()
  for (const { tag, score, at } of interests)
    scores.set(tag, (scores.get(tag) ?? 0) + decayed(score, at, now))
  return {
    ...rest,
    interests: Object.fromEntries(
      [...scores]
        .filter(([, score]) => score >= FAINT)
        .map(([tag, score]) => [tag, Math.round(score * 1_000) / 1_000]),
    ),
    reachable: known.optedOut.includes('all')
      ? []
      : addressed.filter((carrier) => !known.optedOut.includes(carrier)),
    stage,
    stageSince: before?.stage === stage ? before.stageSince : now,
    tier,
    tierSince: tier === undefined ? undefined : before?.tier === tier ? before.tierSince : now,
    dueAt: nextChangeAt(known, rules, now),
  }
}
