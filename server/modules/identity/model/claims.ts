import type { CanonicalEvent, IdentifierRef } from '#platform/event.ts'
import type { Key } from './derive.ts'
import { strengthOf } from './policy.ts'
import type { Rule } from './policy.ts'

/** That two identifiers are one person's, as one event claims it. */
export interface Claim extends Key {
  a: IdentifierRef
  b: IdentifierRef
  rule: Rule
  source: string
}

/**
 * What events claim: their first identifier (the actor) is one with each other on the event, and
 * what they link outright. A star, not every pair: k identifiers are k − 1 claims.
 */
export function claimsOf(events: readonly CanonicalEvent[]): Claim[] {
  const claims: Claim[] = []
  for (const { identifiers, links, at, messageId, source } of events) {
    const [actor, ...others] = identifiers
    let n = 0
    const claim = (rule: Rule, a: IdentifierRef, b: IdentifierRef) =>
      claims.push({
        ...{ rule, a, b, strength: strengthOf(rule, a.kind, b.kind) },
        ...{ at: at.getTime(), messageId, n: n++, source },
      })
    if (actor) for (const other of others) claim('same_event', actor, other)
    for (const { a, b } of links) claim('alias', a, b)
  }
  return claims
}
