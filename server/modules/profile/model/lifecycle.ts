import { z } from 'zod'
import { inAll } from '#kernel/locale.ts'
import { DAY_MS } from '#kernel/time.ts'

/** 生命周期: where a person stands (seed: 新/活跃/沉默/流失/付费). */
export const STAGES = ['new', 'active', 'silent', 'lost', 'paying'] as const
export type Stage = (typeof STAGES)[number]

/** 价值分层 (seed: 忠实/优质/普通/低频/流失). Nobody has one before the first order. */
export const TIERS = ['loyal', 'quality', 'ordinary', 'low_frequency', 'lost'] as const
export type Tier = (typeof TIERS)[number]

const days = z.int().min(1).max(3_650)

export const LifecycleRules = z
  .object({
    /** a newcomer this long after being first seen */
    newDays: days,
    /** silent when not seen for this long */
    silentAfterDays: days,
    /** lost when not seen for this long */
    lostAfterDays: days,
    /** paying while the last order is younger than this */
    payingDays: days,
    /** loyal from this many orders on */
    loyalOrders: z.int().min(2).max(1_000),
    /** quality from this much paid in all, net of refunds */
    qualityPaidFen: z.int().min(1),
    /** low frequency when the last order is older than this */
    lowFrequencyAfterDays: days,
    /** lost to buying when the last order is older than this */
    lostBuyerAfterDays: days,
  })
  .refine((r) => r.silentAfterDays < r.lostAfterDays, {
    path: ['lostAfterDays'],
    message: inAll({
      'zh-CN': '须大于 silentAfterDays',
      'zh-TW': '須大於 silentAfterDays',
      en: 'must be more than silentAfterDays',
    }),
  })
  .refine((r) => r.lowFrequencyAfterDays < r.lostBuyerAfterDays, {
    path: ['lostBuyerAfterDays'],
    message: inAll({
      'zh-CN': '须大于 lowFrequencyAfterDays',
      'zh-TW': '須大於 lowFrequencyAfterDays',
      en: 'must be more than lowFrequencyAfterDays',
    }),
  })
export type LifecycleRules = z.infer<typeof LifecycleRules>

export const DEFAULT_RULES: LifecycleRules = {
  newDays: 7,
  silentAfterDays: 14,
  lostAfterDays: 60,
  payingDays: 90,
  loyalOrders: 4,
  qualityPaidFen: 30_000,
  lowFrequencyAfterDays: 90,
  lostBuyerAfterDays: 365,
}

/** What stages and tiers are decided from. Orders are net: a wholly refunded one is none. */
export interface Behaviour {
  createdAt: Date
  lastSeenAt: Date
  orders: number
  paidFen: number
  lastOrderAt: Date | undefined
}

/** Ages are half-open: at exactly `silentAfterDays` a person is silent. Time is an argument. */
export function stageOf(person: Behaviour, rules: LifecycleRules, now: Date): Stage {
  const unseenMs = now.getTime() - person.lastSeenAt.getTime()
  if (unseenMs >= rules.lostAfterDays * DAY_MS) return 'lost'
  if (unseenMs >= rules.silentAfterDays * DAY_MS) return 'silent'
  const { lastOrderAt } = person
  if (lastOrderAt && now.getTime() - lastOrderAt.getTime() < rules.payingDays * DAY_MS)
    return 'paying'
  return now.getTime() - person.createdAt.getTime() < rules.newDays * DAY_MS ? 'new' : 'active'
}

export function tierOf(person: Behaviour, rules: LifecycleRules, now: Date): Tier | undefined {
  const { lastOrderAt } = person
  if (person.orders === 0 || !lastOrderAt) return undefined
  const idleMs = now.getTime() - lastOrderAt.getTime()
  if (idleMs >= rules.lostBuyerAfterDays * DAY_MS) return 'lost'
  if (idleMs >= rules.lowFrequencyAfterDays * DAY_MS) return 'low_frequency'
  if (person.orders >= rules.loyalOrders) return 'loyal'
  return person.paidFen >= rules.qualityPaidFen ? 'quality' : 'ordinary'
}

/** The next instant after `now` at which stage or tier may change by time alone; never late. */
export function nextChangeAt(
  person: Behaviour,
  rules: LifecycleRules,
  now: Date,
): Date | undefined {
  const after = (from: Date | undefined, ageDays: number) =>
    from ? from.getTime() + ageDays * DAY_MS : Number.POSITIVE_INFINITY
  const candidates = [
    after(person.createdAt, rules.newDays),
    after(person.lastSeenAt, rules.silentAfterDays),
    after(person.lastSeenAt, rules.lostAfterDays),
    after(person.lastOrderAt, rules.payingDays),
    after(person.lastOrderAt, rules.lowFrequencyAfterDays),
    after(person.lastOrderAt, rules.lostBuyerAfterDays),
  ].filter((at) => at > now.getTime() && Number.isFinite(at))
  return candidates.length > 0 ? new Date(Math.min(...candidates)) : undefined
}
