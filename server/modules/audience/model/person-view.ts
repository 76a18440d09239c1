import { z } from 'zod'

export const STAGES = ['new', 'active', 'silent', 'lost', 'paying'] as const
export type Stage = (typeof STAGES)[number]

export const TIERS = ['loyal', 'quality', 'ordinary', 'low_frequency', 'lost'] as const
export type Tier = (typeof TIERS)[number]

export const StageName = z.enum(STAGES)
export const TierName = z.enum(TIERS)

export interface EventView {
  readonly event: string
  readonly at: Date
  readonly messageId: string
  readonly properties: Readonly<Record<string, unknown>>
}

export interface TagView {
  readonly tag: string
  readonly since: Date
}

export type AttributeValue = string | number | boolean | null

/**
 * All that a predicate may know of one person, as plain data. `events` are in any order, hold each
 * message id once, and may reach past `now`: what lies after `now` never counts (SPEC 4).
 */
export interface PersonView {
  /** A 64-bit number, in decimal. */
  readonly personId: string
  readonly createdAt: Date
  readonly attributes: Readonly<Record<string, AttributeValue>>
  readonly tags: readonly TagView[]
  readonly stage: Stage | undefined
  readonly tier: Tier | undefined
  readonly interests: Readonly<Record<string, number>>
  /** Carriers on which the person can be reached at present. */
  readonly reachable: readonly string[]
  /** The channel of the first touch. */
  readonly source?: string | undefined
  /** Ids of the segments the person is in. */
  readonly segments: readonly string[]
  readonly events: readonly EventView[]
}
