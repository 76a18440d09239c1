import type { Operator } from './operator.ts'
import { and } from './operators/and.ts'
import { attribute } from './operators/attribute.ts'
import { event } from './operators/event.ts'
import { eventSum } from './operators/event-sum.ts'
import { interest } from './operators/interest.ts'
import { lastEvent } from './operators/last-event.ts'
import { not } from './operators/not.ts'
import { or } from './operators/or.ts'
import { randomBucket } from './operators/random-bucket.ts'
import { reachable } from './operators/reachable.ts'
import { segment } from './operators/segment.ts'
import { sequence } from './operators/sequence.ts'
import { source } from './operators/source.ts'
import { stage } from './operators/stage.ts'
import { tag } from './operators/tag.ts'
import { tier } from './operators/tier.ts'
import type { Kind, Predicate } from './predicate.ts'

type ByKind = { [K in Kind]: Extract<Predicate, { kind: K }> }
type Of<K extends Kind> = { [P in K]: ByKind[P] }[K]
type Operators = { readonly [K in Kind]: Operator<ByKind[K], Predicate> }

/** Every operator there is. A kind without one does not compile. */
export const OPERATORS: Operators = {
  and: and(),
  or: or(),
  not: not<Predicate>({ kind: 'tag', tag: '' }),
  attribute,
  tag,
  stage,
  tier,
  event,
  event_sum: eventSum,
  sequence,
  last_event: lastEvent,
  interest,
  reachable,
  segment,
  random_bucket: randomBucket,
  source,
}

/** The operator of this very predicate. */
export const operatorOf = <K extends Kind>(predicate: Of<K>): Operator<Of<K>, Predicate> =>
  OPERATORS[predicate.kind]
