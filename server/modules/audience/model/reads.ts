import type { Read } from './operator.ts'
import { operatorOf } from './operators.ts'
import type { Predicate } from './predicate.ts'

/** All that the answer depends on, each once, sorted: what to listen to. */
export const reads = (predicate: Predicate): readonly Read[] =>
  [...new Set(readsOf(predicate))].toSorted()

const readsOf = (predicate: Predicate): readonly Read[] =>
  operatorOf(predicate).reads(predicate, readsOf)
