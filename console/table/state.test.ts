import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isFiltered, readTableState, writeTableState } from './state.ts'
import type { TableState } from './state.ts'

const spec = { filters: ['stage', 'tag'], sort: '-createdAt' }

test('an empty address shows everything in the default order', () => {
  const state = readTableState({}, spec)
  expect(state).toEqual({ q: '', sort: { key: 'createdAt', isDescending: true }, filters: {} })
  expect(isFiltered(state)).toBe(false)
})

test('an address carries search, filters and order', () => {
  const state = readTableState({ q: '林', stage: ['new', 'active'], tag: 7, sort: 'name' }, spec)
  expect(state).toEqual({
    q: '林',
    sort: { key: 'name', isDescending: false },
    filters: { stage: ['new', 'active'], tag: ['7'] },
  })
})

test('what the list does not know stays in the address', () => {
  const state = readTableState({}, spec)
  expect(writeTableState({ tab: 'all', q: 'x' }, spec, state)).toEqual({ tab: 'all' })
})

test('a malformed address is read as if the odd part were absent', () =>
  expect(readTableState({ q: { a: 1 }, stage: [null, ''], sort: {} }, spec)).toEqual({
    q: '',
    sort: undefined,
    filters: {},
  }))

const filtersOf = (stage: string[]): TableState['filters'] => (stage.length > 0 ? { stage } : {})

test('reading what was written gives the same state', () => {
  const word = fc.stringMatching(/^[a-z0-9]{1,8}$/)
  const state = fc.record({
    q: fc.oneof(fc.constant(''), word),
    sort: fc.record({ key: word, isDescending: fc.boolean() }),
    stage: fc.uniqueArray(word, { maxLength: 3 }),
  })
  fc.assert(
    fc.property(state, ({ q, sort, stage }) => {
      const before = { q, sort, filters: filtersOf(stage) }
      expect(readTableState(writeTableState({}, spec, before), spec)).toEqual(before)
    }),
  )
})
