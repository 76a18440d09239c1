import { OPERATORS } from '#modules/audience/model/operators.ts'
import type { Form } from '#modules/audience/model/form.ts'
import type { Kind, Predicate } from '#modules/audience/model/predicate.ts'

export type Group = Extract<Predicate, { kind: 'and' | 'or' }>

export const KINDS = Object.keys(OPERATORS) as Kind[]
export const GROUPS = [
  'behaviour',
  'portrait',
  'membership',
  'logic',
] as const satisfies readonly Form<Predicate>['group'][]

export const isGroup = (predicate: Predicate): predicate is Group =>
  predicate.kind === 'and' || predicate.kind === 'or'

/** What a builder begins from for a kind; groups begin with nothing in them. */
export function initialOf(kind: Kind): Predicate {
  const initial: Predicate = OPERATORS[kind].form.initial
  return structuredClone(initial)
}

/** The builder always shows a list of conditions: a lone condition becomes a list of one. */
export const asGroup = (predicate: Predicate): Group =>
  isGroup(predicate) ? predicate : { kind: 'and', of: [predicate] }

export const replaceAt = (group: Group, index: number, next: Predicate): Group => ({
  ...group,
  of: group.of.map((old, i) => (i === index ? next : old)),
})

export const removeAt = (group: Group, index: number): Group => ({
  ...group,
  of: group.of.filter((_, i) => i !== index),
})

/** The opposite; twice is where one began. */
export const negate = (predicate: Predicate): Predicate =>
  predicate.kind === 'not' ? predicate.of : { kind: 'not', of: predicate }
