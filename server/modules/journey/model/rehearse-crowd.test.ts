import { expect, test } from 'vitest'
import { addDays } from '#kernel/time.ts'
import type { PersonView } from '#modules/audience/model/person-view.ts'
import { Graph } from './graph.ts'
import { planOf } from './plan.ts'
import { rehearseCrowd } from './rehearse-crowd.ts'

const from = new Date('2026-03-02T02:00:00Z')
const person = (personId: string, tags: string[] = []): PersonView => ({
  ...{ personId, createdAt: from, attributes: {}, stage: 'new', tier: undefined, interests: {} },
  ...{ tags: tags.map((tag) => ({ tag, since: from })), reachable: [], segments: [], events: [] },
})

const node = (id: string, kind: string, config: object = {}) => ({ id, kind, config, x: 0, y: 0 })
const graph = (...more: ReturnType<typeof node>[]) =>
  Graph.parse({
    nodes: [
      node('in', 'event', { event: 'joined' }),
      node('vip', 'branch', { predicate: { kind: 'tag', tag: 'vip' } }),
      node('hold', 'wait', { amount: 60, unit: 'days' }),
      node('end', 'exit'),
      ...more,
    ],
    edges: [
      { from: 'in', exit: 'entered', to: 'vip' },
      { from: 'vip', exit: 'yes', to: 'hold' },
      { from: 'vip', exit: 'no', to: 'end' },
      { from: 'hold', exit: 'waited', to: 'end' },
    ],
  })

const walked = (people: PersonView[], on = graph()) =>
  rehearseCrowd({
    ...{ plan: planOf(on), people, triggerId: 'in' },
    ...{ from, until: addDays(from, 30), salt: 's' },
  })

test('each goes her own way; who waits beyond the end stands where she waits', () => {
  const { nodes, outcome } = walked([person('1', ['vip']), person('2'), person('3')])
  const of = (id: string) => nodes.find(({ nodeId }) => nodeId === id)
  expect(of('vip')).toMatchObject({
    ...{ entered: 3, waiting: 0, exits: { yes: 1, no: 2 } },
    who: { exits: { yes: ['1'], no: ['2', '3'] } },
  })
  expect(of('hold')).toMatchObject({ entered: 1, waiting: 1, who: { waiting: ['1'] } })
  expect(outcome).toEqual({ reachedGoal: 0, finished: 2, underWay: 1, neverIn: 0 })
})

test('who fulfils the goal already is counted as having reached it', () => {
  const goal = node('bought', 'goal', {
    ...{ by: 'predicate', predicate: { kind: 'tag', tag: 'vip' } },
  })
  const { outcome } = walked([person('1', ['vip']), person('2')], graph(goal))
  expect(outcome).toMatchObject({ reachedGoal: 1, finished: 1 })
})

test('nobody comes, nothing is counted, and every node is there all the same', () => {
  const { nodes, outcome } = walked([])
  expect(nodes.map(({ entered }) => entered)).toEqual([0, 0, 0, 0])
  expect(outcome).toEqual({ reachedGoal: 0, finished: 0, underWay: 0, neverIn: 0 })
})

test('only a handful of each way are named', () => {
  const people = Array.from({ length: 50 }, (_, i) => person(String(i + 1)))
  const end = walked(people).nodes.find(({ nodeId }) => nodeId === 'vip')
  expect(end?.exits.no).toBe(50)
  expect(end?.who.exits.no).toHaveLength(12)
})
