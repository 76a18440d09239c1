import type { IdentifierKind } from '#platform/event.ts'

/**
 * What one person may have of each kind, and how much a kind weighs as evidence: as data, so that a
 * rule is one line. `perPerson` counts within a scope where the scope is an app or a corp: one
 * openid per app, one external_userid per corp. `outright` is the limit for what somebody said in
 * so many words (alias, a person at the console): people do have two accounts.
 */
export interface KindPolicy {
  /** 1 = the strongest; a link weighs as little as the weaker of its two ends */
  weight: number
  perPerson: number
  outright: number
}

export const POLICY: Readonly<Record<IdentifierKind, KindPolicy>> = {
  unionid: { weight: 1, perPerson: 1, outright: 1 },
  user_id: { weight: 2, perPerson: 1, outright: 10 },
  member_id: { weight: 2, perPerson: 1, outright: 10 },
  external_userid: { weight: 3, perPerson: 1, outright: 1 },
  openid: { weight: 3, perPerson: 1, outright: 1 },
  phone: { weight: 4, perPerson: 3, outright: 10 },
  email: { weight: 5, perPerson: 5, outright: 20 },
  device_id: { weight: 7, perPerson: 20, outright: 50 },
  anonymous_id: { weight: 8, perPerson: 50, outright: 200 },
  cookie_id: { weight: 9, perPerson: 50, outright: 200 },
}

export const RULES = ['same_event', 'alias', 'manual'] as const
export type Rule = (typeof RULES)[number]

/** Smaller is stronger; a person's own word comes before every observation. */
export function strengthOf(rule: Rule, a: IdentifierKind, b: IdentifierKind): number {
  if (rule === 'manual') return 0
  if (rule === 'alias') return 1
  return 1 + Math.max(POLICY[a].weight, POLICY[b].weight)
}

export interface Limit {
  perPerson: number
  outright: number
}
/** What one person may have, in one workspace. */
export type Limits = Readonly<Record<IdentifierKind, Limit>>

export const limitOf = (limits: Limits, rule: Rule, kind: IdentifierKind): number =>
  rule === 'same_event' ? limits[kind].perPerson : limits[kind].outright

/** What WeChat itself gives one person once: nobody decides otherwise. */
export const FIXED: ReadonlySet<IdentifierKind> = new Set(['unionid', 'external_userid', 'openid'])

/** As it ships, with what a workspace decided over it. */
export function limitsWith(decided: Readonly<Partial<Record<IdentifierKind, Limit>>>): Limits {
  const kinds = Object.keys(POLICY) as IdentifierKind[]
  return Object.fromEntries(
    kinds.map((kind) => [kind, (FIXED.has(kind) ? undefined : decided[kind]) ?? POLICY[kind]]),
  ) as unknown as Limits
}

/** Kinds that are personal data in themselves: sealed at rest, found by blind index, masked in answers. */
export const isPersonal = (kind: IdentifierKind): boolean => kind === 'phone' || kind === 'email'
