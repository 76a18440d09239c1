import { must } from '#kernel/assert.ts'
import { reads } from '#modules/audience/model/reads.ts'
import type { Graph } from './graph.ts'
import type { BoundNode, Listening } from './node.ts'
import { NODES } from './nodes.ts'

/** A published graph, read once: what a run is walked by. */
export interface Plan {
  nodes: ReadonlyMap<string, PlanNode>
  triggers: readonly PlanNode[]
  goals: readonly PlanNode[]
}

export interface PlanNode {
  id: string
  node: BoundNode
  /** exit → the node it leads to; an exit that is not here ends the run */
  next: ReadonlyMap<string, string>
}

/** Reads a graph that `check` found sound. Anything else is a bug of the caller. */
export function planOf(graph: Graph): Plan {
  const nodes = new Map<string, PlanNode>()
  for (const { id, kind, config } of graph.nodes) {
    const read = NODES[kind].read(config)
    const node = must(read.kind === 'ok' ? read.node : undefined, `a sound node ${id}`)
    const leaving = graph.edges.filter(({ from }) => from === id)
    nodes.set(id, { id, node, next: new Map(leaving.map(({ exit, to }) => [exit, to])) })
  }
  const having = (role: BoundNode['role']) =>
    [...nodes.values()].filter(({ node }) => node.role === role)
  return { nodes, triggers: having('trigger'), goals: having('goal') }
}

/** What a goal has ears for: its event, or every event that its condition depends on. */
export function earsOf({ node }: PlanNode): readonly Listening[] {
  if (node.listens) return [node.listens]
  if (!node.asks) return []
  return reads(node.asks).flatMap((read) =>
    read.startsWith('event:') ? [{ event: read.slice('event:'.length), where: [] }] : [],
  )
}
