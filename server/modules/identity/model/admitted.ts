import type { CanonicalEvent, IdentifierRef } from '#platform/event.ts'

/** The scope of a blocked value's other name, under which it stands when there is nothing else. */
export const BLOCKED = 'blocked'

/** As far as telling whom an event may name goes. */
export interface Admitting {
  /** false: nothing is blocked, and no identifier need be looked at */
  blocks: boolean
  isBlocked(ref: IdentifierRef): boolean
}

/**
 * The event without the values that stand for nobody. What has no other identifier keeps its first,
 * under another name that no evidence ties to anybody: it counts, and is no person's.
 */
export function admitted(policy: Admitting, event: CanonicalEvent): CanonicalEvent {
  if (!policy.blocks) return event
  const isFine = (ref: IdentifierRef) => !policy.isBlocked(ref)
  const { identifiers, links, unbound } = event
  const left = identifiers.filter(isFine)
  const [first] = identifiers
  const ties = links.filter(({ a, b }) => isFine(a) && isFine(b))
  if (left.length === identifiers.length && ties.length === links.length) return event
  return {
    ...event,
    identifiers: left.length > 0 || !first ? left : [{ ...first, scope: BLOCKED }],
    links: ties,
    ...(unbound ? { unbound: unbound.filter(isFine) } : {}),
  }
}
