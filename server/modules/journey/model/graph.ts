import { z } from 'zod'
import { NODE_KINDS } from './nodes.ts'

export const NODES_MAX = 200

const NodeId = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/, 'letters, digits, - and _, at most 40')

export const GraphNode = z.object({
  id: NodeId,
  kind: z.enum(NODE_KINDS),
  /** the operator's own name for it */
  name: z.string().max(60).optional(),
  /** read by the kind's own schema when the graph is checked: a draft may be half done */
  config: z.record(z.string(), z.unknown()),
  /** where it stands on the canvas */
  x: z.number(),
  y: z.number(),
})
export type GraphNode = z.infer<typeof GraphNode>

export const GraphEdge = z.object({ from: NodeId, exit: z.string().min(1).max(40), to: NodeId })
export type GraphEdge = z.infer<typeof GraphEdge>

/** Whether who has been through may come again. In any case one run at a time. */
export const Reentry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('once') }),
  z.object({ kind: z.literal('after_days'), days: z.int().min(1).max(3_650) }),
  z.object({ kind: z.literal('always') }),
])
export type Reentry = z.infer<typeof Reentry>

export const Graph = z
  .object({
    nodes: z.array(GraphNode).max(NODES_MAX),
    edges: z.array(GraphEdge).max(NODES_MAX * 3),
    reentry: Reentry.default({ kind: 'once' }),
  })
  .meta({ id: 'JourneyGraph' })
export type Graph = z.infer<typeof Graph>

export const EMPTY_GRAPH: Graph = { nodes: [], edges: [], reentry: { kind: 'once' } }
