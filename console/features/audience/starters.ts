import type { Predicate } from '#modules/audience/model/predicate.ts'

export const STARTER_NAMES = ['hesitant', 'newcomers', 'sleeping', 'loyal'] as const
export type Starter = (typeof STARTER_NAMES)[number]

/** Conditions to begin with; their names and purposes are in the dictionaries. */
const STARTERS: Readonly<Record<Starter, Predicate>> = {
  hesitant: {
    kind: 'and',
    of: [
      {
        kind: 'event',
        event: 'product_viewed',
        where: [],
        count: { op: 'gte', n: 3 },
        window: { kind: 'within_days', days: 30 },
      },
      {
        kind: 'event',
        event: 'order_paid',
        where: [],
        count: { op: 'eq', n: 0 },
        window: { kind: 'within_days', days: 30 },
      },
    ],
  },
  newcomers: {
    kind: 'and',
    of: [
      {
        kind: 'event',
        event: 'wecom_friend_added',
        where: [],
        count: { op: 'gte', n: 1 },
        window: { kind: 'within_days', days: 7 },
      },
      {
        kind: 'event',
        event: 'order_paid',
        where: [],
        count: { op: 'eq', n: 0 },
        window: { kind: 'ever' },
      },
    ],
  },
  sleeping: {
    kind: 'and',
    of: [
      { kind: 'stage', anyOf: ['silent', 'lost'] },
      {
        kind: 'event',
        event: 'order_paid',
        where: [],
        count: { op: 'gte', n: 1 },
        window: { kind: 'ever' },
      },
    ],
  },
  loyal: {
    kind: 'and',
    of: [
      { kind: 'tier', anyOf: ['loyal', 'quality'] },
      {
        kind: 'or',
        of: [
          { kind: 'reachable', carrier: 'wecom' },
          { kind: 'reachable', carrier: 'official_account' },
        ],
      },
    ],
  },
}

export const isStarter = (word: unknown): word is Starter =>
  STARTER_NAMES.some((name) => name === word)

export function starterPredicate(starter: Starter): Predicate {
  return structuredClone(STARTERS[starter])
}
