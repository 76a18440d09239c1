import { expect, test } from 'vitest'
import { partsOf } from './root.ts'

const work = (...roots: (string | null)[]) => roots.map((root) => ({ root }))
const roots = (parts: readonly (readonly { root: string | null }[])[]) =>
  parts.map((part) => part.map(({ root }) => root))

test('while nobody waits, all work is one part', () => {
  expect(roots(partsOf(work('5', null, '900'), [], 'kept'))).toEqual([['5', null, '900']])
})

test('what follows from what somebody waits for is kept apart from what does not', () => {
  const taken = work('5', '12', '6', '7', null, '13')
  expect(roots(partsOf(taken, ['10:10:'], 'any'))).toEqual([
    ['5', '6', '7'],
    ['12', null, '13'],
  ])
  expect(roots(partsOf(taken, ['10:10:'], 'kept'))).toEqual([
    ['5'],
    ['12'],
    ['6', '7'],
    [null, '13'],
  ])
})

test('a transaction that was open when she began to wait is not what she waits for', () => {
  expect(roots(partsOf(work('5', '7', '9'), ['7:9:7,8'], 'any'))).toEqual([['5'], ['7', '9']])
})

test('of two who wait, the earlier is not made to wait for what only the later has seen', () => {
  expect(roots(partsOf(work('5', '12', '25'), ['10:10:', '20:20:'], 'any'))).toEqual([
    ['5'],
    ['12'],
    ['25'],
  ])
})
