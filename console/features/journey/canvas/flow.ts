import type { Edge, Node } from '@xyflow/react'
import type { Graph, GraphNode } from '#modules/journey/model/graph.ts'
import { exitsOf } from '../exits.ts'
import type { Exit } from '../exits.ts'
import { edgeId } from '../graph-edit.ts'
import type { Finding, NodeNumbers } from '../types.ts'

/** What a node on the canvas knows of itself. */
export interface StepData extends Record<string, unknown> {
  node: GraphNode
  exits: readonly Exit[]
  /** The thing it works with, by name: a content, a coupon, a segment. */
  thing: string | undefined
  worst: Finding['severity'] | undefined
  /** Only on what is live. */
  numbers: NodeNumbers | undefined
}
export type StepNode = Node<StepData, 'step'>

export interface FlowData extends Record<string, unknown> {
  /** How many went this way; `undefined` in a draft. */
  people: number | undefined
  /** Of the busiest line, 0 to 1. */
  share: number
}
export type FlowEdge = Edge<FlowData, 'flow'>

export const NODE_WIDTH_PX = 208
export const NODE_STEP_PX = 290

interface Shown {
  graph: Graph
  things: Readonly<Record<string, string>>
  findings: readonly Finding[]
  numbers: readonly NodeNumbers[] | undefined
}

const worstOf = (findings: readonly Finding[]): Finding['severity'] | undefined =>
  findings.some(({ severity }) => severity === 'error')
    ? 'error'
    : findings.length > 0
      ? 'warning'
      : undefined

/** The thing that a node's configuration names. */
export function thingOf({ config }: GraphNode): string | undefined {
  const id = config.contentId ?? config.couponId ?? config.segmentId
  return typeof id === 'string' && id !== '' ? id : undefined
}

export function stepNodes({ graph, things, findings, numbers }: Shown): StepNode[] {
  return graph.nodes.map((node) => ({
    id: node.id,
    type: 'step' as const,
    position: { x: node.x, y: node.y },
    data: {
      node,
      exits: exitsOf(node),
      thing: things[thingOf(node) ?? ''],
      worst: worstOf(findings.filter(({ nodeId }) => nodeId === node.id)),
      numbers: numbers?.find(({ nodeId }) => nodeId === node.id),
    },
  }))
}

export function flowEdges({ graph, numbers }: Pick<Shown, 'graph' | 'numbers'>): FlowEdge[] {
  const peopleOf = (from: string, exit: string) =>
    numbers && (numbers.find(({ nodeId }) => nodeId === from)?.exits[exit] ?? 0)
  const counts = graph.edges.map(({ from, exit }) => peopleOf(from, exit) ?? 0)
  const most = Math.max(1, ...counts)
  return graph.edges.map((edge, i) => ({
    id: edgeId(edge),
    type: 'flow' as const,
    source: edge.from,
    sourceHandle: edge.exit,
    target: edge.to,
    data: { people: peopleOf(edge.from, edge.exit), share: (counts[i] ?? 0) / most },
  }))
}
