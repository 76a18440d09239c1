import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EMPTY_GRAPH } from '#modules/journey/model/graph.ts'
import type { Graph } from '#modules/journey/model/graph.ts'
import { NODE_KINDS, NODES } from '#modules/journey/model/nodes.ts'
import { exitsOf } from './exits.ts'
import { edit } from './graph-edit.ts'
import type { Edit } from './graph-edit.ts'
import { begin, travel } from './history.ts'

const at = { x: 0, y: 0 }
const draw = (...edits: Edit[]): Graph => edits.reduce(edit, EMPTY_GRAPH)

describe('drawing a journey', () => {
  test('a node placed after another is joined to its first free way out', () => {
    const graph = draw(
      { kind: 'add', node: 'event', at },
      { kind: 'add', node: 'branch', at, after: 'event' },
      { kind: 'add', node: 'wait', at, after: 'branch' },
      { kind: 'add', node: 'exit', at, after: 'branch' },
      { kind: 'add', node: 'goal', at, after: 'branch' },
    )
    expect(graph.edges).toEqual([
      { from: 'event', exit: 'entered', to: 'branch' },
      { from: 'branch', exit: 'yes', to: 'wait' },
      { from: 'branch', exit: 'no', to: 'exit' },
    ])
  })

  test('no line leads into a trigger or to itself', () => {
    const graph = draw({ kind: 'add', node: 'event', at }, { kind: 'add', node: 'wait', at })
    expect(edit(graph, { kind: 'connect', from: 'wait', exit: 'waited', to: 'event' })).toBe(graph)
    expect(edit(graph, { kind: 'connect', from: 'wait', exit: 'waited', to: 'wait' })).toBe(graph)
  })

  test('a variant that goes takes its line along', () => {
    const graph = draw(
      { kind: 'add', node: 'split', at },
      { kind: 'add', node: 'wait', at, after: 'split' },
      { kind: 'add', node: 'exit', at, after: 'split' },
    )
    const variants = [
      { id: 'a', name: 'A', percent: 50, holdout: false },
      { id: 'c', name: 'C', percent: 50, holdout: false },
    ]
    const next = edit(graph, { kind: 'configure', nodeId: 'split', config: { variants } })
    expect(next.edges).toEqual([{ from: 'split', exit: 'a', to: 'wait' }])
  })

  test('every kind of node shows its ways out before it is filled in', () => {
    for (const kind of NODE_KINDS) {
      const [node] = draw({ kind: 'add', node: kind, at }).nodes
      const exits = node ? exitsOf(node) : []
      expect(exits.length > 0, kind).toBe(NODES[kind].role !== 'end')
    }
  })
})

const step: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    node: fc.constantFrom(...NODE_KINDS),
    at: fc.constant(at),
    after: fc.constantFrom('event', 'wait', 'branch', undefined),
  }),
  fc.record({
    kind: fc.constant('remove' as const),
    nodeIds: fc.array(fc.constantFrom('event', 'wait', 'branch', 'split'), { maxLength: 2 }),
    edgeIds: fc.constant([]),
  }),
  fc.record({
    kind: fc.constant('connect' as const),
    from: fc.constantFrom('event', 'wait', 'branch'),
    exit: fc.constantFrom('entered', 'waited', 'yes', 'no'),
    to: fc.constantFrom('wait', 'branch', 'exit'),
  }),
)

test('whatever was drawn, undoing all of it leads back to the beginning, and redoing to the end', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const drawn = steps.reduce(travel, begin(EMPTY_GRAPH))
      let back = drawn
      while (back.past.length > 0) back = travel(back, { kind: 'undo' })
      expect(back.present).toEqual(EMPTY_GRAPH)
      let forth = back
      while (forth.future.length > 0) forth = travel(forth, { kind: 'redo' })
      expect(forth.present).toEqual(drawn.present)
      const ids = new Set(drawn.present.nodes.map(({ id }) => id))
      expect(drawn.present.edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true)
    }),
  )
})

test('typing a name is one step back', () => {
  const drawn = [
    { kind: 'add' as const, node: 'wait' as const, at },
    { kind: 'name' as const, nodeId: 'wait', name: 'a' },
    { kind: 'name' as const, nodeId: 'wait', name: 'ab' },
  ].reduce(travel, begin(EMPTY_GRAPH))
  expect(travel(drawn, { kind: 'undo' }).present.nodes[0]?.name).toBeUndefined()
})
