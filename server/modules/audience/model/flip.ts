import { operatorOf } from './operators.ts'
import type { PersonView } from './person-view.ts'
import type { Predicate } from './predicate.ts'

/**
 * The next instant after `now` at which the answer may change although nothing happens: until then,
 * and not a millisecond longer, the answer given at `now` can be trusted. May be early (a part of the
 * predicate turns, the whole does not), is never late; `undefined` when time alone changes nothing.
 */
export const nextFlip = (predicate: Predicate, person: PersonView, now: Date): Date | undefined =>
  operatorOf(predicate).nextFlip(predicate, person, now, (child) => nextFlip(child, person, now))
