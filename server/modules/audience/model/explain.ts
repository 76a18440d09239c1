import type { Locale } from '#kernel/locale.ts'
import { evaluate } from './evaluate.ts'
import { operatorOf } from './operators.ts'
import type { PersonView } from './person-view.ts'
import type { Kind, Predicate } from './predicate.ts'
import { say } from './say.ts'

export interface Explanation {
  readonly kind: Kind
  readonly says: string
  readonly holds: boolean
  /** Message ids of the events that speak in this answer, in order of time; the newest 20. */
  readonly messageIds: readonly string[]
  /** The time of the newest of them. */
  readonly lastAt: Date | undefined
  readonly parts: readonly Explanation[]
}

const SHOWN_MAX = 20

const partsOf = (predicate: Predicate): readonly Predicate[] => {
  if (predicate.kind === 'and' || predicate.kind === 'or') return predicate.of
  return predicate.kind === 'not' ? [predicate.of] : []
}

/** Why the answer is what it is, condition by condition, with the events that decided it. */
export function explain(
  predicate: Predicate,
  person: PersonView,
  now: Date,
  locale: Locale,
  segmentName?: (id: string) => string,
): Explanation {
  const evidence = operatorOf(predicate).evidence(predicate, person, now)
  return {
    kind: predicate.kind,
    says: say(predicate, locale, segmentName),
    holds: evaluate(predicate, person, now),
    messageIds: evidence.slice(-SHOWN_MAX).map(({ messageId }) => messageId),
    lastAt: evidence.at(-1)?.at,
    parts: partsOf(predicate).map((part) => explain(part, person, now, locale, segmentName)),
  }
}
