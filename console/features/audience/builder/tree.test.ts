import { expect, test } from 'vitest'
import { Predicate } from '#modules/audience/model/predicate.ts'
import { asGroup, initialOf, KINDS, negate, removeAt, replaceAt } from './tree.ts'

const tag = (name: string): Predicate => ({ kind: 'tag', tag: name })

test('a lone condition is shown as a list of one', () => {
  expect(asGroup(tag('a'))).toEqual({ kind: 'and', of: [tag('a')] })
  expect(asGroup({ kind: 'or', of: [] })).toEqual({ kind: 'or', of: [] })
})

test('conditions are exchanged and removed by their place', () => {
  const group = asGroup({ kind: 'or', of: [tag('a'), tag('b')] })
  expect(replaceAt(group, 1, tag('c'))).toEqual({ kind: 'or', of: [tag('a'), tag('c')] })
  expect(removeAt(group, 0)).toEqual({ kind: 'or', of: [tag('b')] })
})

test('to negate twice is to do nothing', () => {
  expect(negate(negate(tag('a')))).toEqual(tag('a'))
})

test('every kind of condition has a beginning of its own that nobody else changes', () => {
  for (const kind of KINDS) {
    expect(initialOf(kind).kind).toBe(kind)
    expect(initialOf(kind)).not.toBe(initialOf(kind))
  }
})

test('a condition still to be filled in is told from a whole one', () => {
  expect(Predicate.safeParse(initialOf('event')).success).toBe(false)
  expect(Predicate.safeParse(initialOf('stage')).success).toBe(true)
})
