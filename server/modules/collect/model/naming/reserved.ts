import { canonicalName } from '../canonical.ts'
import { CANONICAL_EVENTS, EVENT_OF_CALL } from '../taxonomy.ts'
import { BASES } from './rule.ts'

const OURS: ReadonlySet<string> = new Set([
  ...Object.values(CANONICAL_EVENTS),
  ...Object.values(EVENT_OF_CALL),
  ...BASES,
])

/** Names that mean something already, or that a sender's would be renamed from. */
export const isReserved = (name: string): boolean => OURS.has(name) || canonicalName(name) !== name
