import { NODES } from '#modules/journey/model/nodes.ts'
import type { NodeKind } from '#modules/journey/model/nodes.ts'
import type { Graph, GraphNode } from '#modules/journey/model/graph.ts'
import { exitsOf } from './exits.ts'

export interface Place {
  x: number
  y: number
}

export type Edit =
  | { kind: 'add'; node: NodeKind; at: Place; after?: string | undefined }
  | { kind: 'remove'; nodeIds: readonly string[]; edgeIds: readonly string[] }
  | { kind: 'move'; places: ReadonlyMap<string, Place> }
  | { kind: 'connect'; from: string; exit: string; to: string }
  | { kind: 'disconnect'; from: string; exit: string }
  | { kind: 'configure'; nodeId: string; config: GraphNode['config'] }
  | { kind: 'name'; nodeId: string; name: string }
  | { kind: 'reentry'; reentry: Graph['reentry'] }

/** An exit leads to one place, so these two name an edge. */
export const edgeId = ({ from, exit }: { from: string; exit: string }): string => `${from}.${exit}`

/** The first free id of its kind: `wait`, `wait_2`, `wait_3` … */
export function freshId(graph: Graph, kind: NodeKind): string {
  const taken = new Set(graph.nodes.map(({ id }) => id))
  for (let n = 1; ; n++) {
    const id = n === 1 ? kind : `${kind}_${n}`
    if (!taken.has(id)) return id
  }
}

const maySucceed = (graph: Graph, from: string, to: string): boolean => {
  const [source, target] = [from, to].map((id) => graph.nodes.find((node) => node.id === id))
  return !!source && !!target && from !== to && NODES[target.kind].role !== 'trigger'
}

/** The graph after the edit. What makes no sense (a line into a trigger) changes nothing. */
export function edit(graph: Graph, change: Edit): Graph {
  switch (change.kind) {
    case 'add':
      return add(graph, change)
    case 'remove': {
      const gone = new Set(change.nodeIds)
      const cut = new Set(change.edgeIds)
      return {
        ...graph,
        nodes: graph.nodes.filter(({ id }) => !gone.has(id)),
        edges: graph.edges.filter(
          (edge) => !gone.has(edge.from) && !gone.has(edge.to) && !cut.has(edgeId(edge)),
        ),
      }
    }
    case 'move':
      return {
        ...graph,
        nodes: graph.nodes.map((node) => ({ ...node, ...change.places.get(node.id) })),
      }
    case 'connect': {
      const { from, exit, to } = change
      if (!maySucceed(graph, from, to)) return graph
      const others = graph.edges.filter((edge) => edgeId(edge) !== edgeId(change))
      return { ...graph, edges: [...others, { from, exit, to }] }
    }
    case 'disconnect':
      return { ...graph, edges: graph.edges.filter((edge) => edgeId(edge) !== edgeId(change)) }
    case 'configure':
      return configure(graph, change)
    case 'name':
      return withNode(graph, change.nodeId, ({ name: _old, ...node }) =>
        change.name === '' ? node : { ...node, name: change.name },
      )
    case 'reentry':
      return { ...graph, reentry: change.reentry }
  }
}

const withNode = (graph: Graph, id: string, to: (node: GraphNode) => GraphNode): Graph => ({
  ...graph,
  nodes: graph.nodes.map((node) => (node.id === id ? to(node) : node)),
})

/** A new node; placed after another, the first way out of that one that leads nowhere leads here. */
function add(graph: Graph, { node: kind, at, after }: Extract<Edit, { kind: 'add' }>): Graph {
  const node: GraphNode = {
    id: freshId(graph, kind),
    kind,
    config: structuredClone({ ...NODES[kind].initial }),
    ...at,
  }
  const grown = { ...graph, nodes: [...graph.nodes, node] }
  const before = graph.nodes.find(({ id }) => id === after)
  const free =
    before &&
    exitsOf(before).find((exit) => !graph.edges.some((e) => e.from === after && e.exit === exit.id))
  return before && free
    ? edit(grown, { kind: 'connect', from: before.id, exit: free.id, to: node.id })
    : grown
}

/** A way out that is no longer there takes its line along. */
function configure(graph: Graph, { nodeId, config }: Extract<Edit, { kind: 'configure' }>): Graph {
  const next = withNode(graph, nodeId, (node) => ({ ...node, config }))
  const node = next.nodes.find(({ id }) => id === nodeId)
  const exits = new Set(node && exitsOf(node).map(({ id }) => id))
  return {
    ...next,
    edges: next.edges.filter(({ from, exit }) => from !== nodeId || exits.has(exit)),
  }
}
