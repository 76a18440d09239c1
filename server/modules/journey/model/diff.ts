import type { Graph } from './graph.ts'

/** What publishing would change, for the operator to read before she does. */
export interface Diff {
  added: string[]
  removed: string[]
  /** same node, another kind, configuration or name; moving it on the canvas changes nothing */
  changed: string[]
  edgesAdded: number
  edgesRemoved: number
  reentryChanged: boolean
}

export function diff(before: Graph, after: Graph): Diff {
  const meaning = (graph: Graph) =>
    new Map(
      graph.nodes.map(({ id, kind, config, name }) => [id, stable([kind, config, name ?? ''])]),
    )
  const [old, fresh] = [meaning(before), meaning(after)]
  const edges = (graph: Graph) => new Set(graph.edges.map((e) => `${e.from}\n${e.exit}\n${e.to}`))
  const [oldEdges, freshEdges] = [edges(before), edges(after)]
  return {
    added: [...fresh.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !fresh.has(id)),
    changed: [...fresh].filter(([id, is]) => old.has(id) && old.get(id) !== is).map(([id]) => id),
    edgesAdded: [...freshEdges].filter((edge) => !oldEdges.has(edge)).length,
    edgesRemoved: [...oldEdges].filter((edge) => !freshEdges.has(edge)).length,
    reentryChanged: stable(before.reentry) !== stable(after.reentry),
  }
}

/** The same text for the same value, in whatever order its keys were written. */
const stable = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
