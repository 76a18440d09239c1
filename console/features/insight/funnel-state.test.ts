import { expect, test } from 'vitest'
import { isAskable, readFunnel } from './funnel-state.ts'

test('an address without a funnel begins with two steps to choose', () => {
  const state = readFunnel({ funnel: 'nonsense' })
  expect(state.steps).toHaveLength(2)
  expect(isAskable(state)).toBe(false)
})

test('a step whose filters were spoilt keeps its event', () => {
  const funnel = { steps: [{ event: 'a', where: [{ path: '!' }] }, { event: 'b' }] }
  const state = readFunnel({ funnel })
  expect(state.steps).toEqual([
    { event: 'a', where: [] },
    { event: 'b', where: [] },
  ])
  expect(isAskable(state)).toBe(true)
})

test('one step is no funnel', () => {
  expect(isAskable({ steps: [{ event: 'a', where: [] }], windowHours: 1 })).toBe(false)
})
