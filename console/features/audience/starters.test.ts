import { expect, test } from 'vitest'
import { Predicate } from '#modules/audience/model/predicate.ts'
import { STARTER_NAMES, starterPredicate } from './starters.ts'

test.each(STARTER_NAMES)('the example “%s” is a whole condition', (name) => {
  expect(Predicate.parse(starterPredicate(name))).toEqual(starterPredicate(name))
})
