import { operatorOf } from './operators.ts'
import type { PersonView } from './person-view.ts'
import type { Predicate } from './predicate.ts'

/** Whether the predicate is true of this person at `now`: the meaning all engines are held to. */
export const evaluate = (predicate: Predicate, person: PersonView, now: Date): boolean =>
  operatorOf(predicate).matches(predicate, person, now, (child) => evaluate(child, person, now))
