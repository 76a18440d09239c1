import { expect, test } from 'vitest'
import { regrouped } from './regrouped.ts'

const personOf = new Map([
  ['1', 'p'],
  ['2', 'p'],
  ['3', 'q'],
  ['4', 'r'],
])

test('groups that are the persons there are change nothing', () => {
  expect(regrouped([['1', '2'], ['3'], ['4']], personOf)).toEqual({
    ...{ merges: 0, splits: 0, changes: [] },
  })
})

test('a person in two groups is one split, three persons in one group are two merges', () => {
  expect(regrouped([['1'], ['2', '3', '4']], personOf)).toMatchObject({ merges: 2, splits: 1 })
})
