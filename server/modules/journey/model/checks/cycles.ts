import type { Read } from './read.ts'
import type { Finding } from '../finding.ts'
import { error } from '../finding.ts'

/**
 * A circle without a wait would spin for ever. Waits are taken out; whatever can then still reach
 * itself stands in such a circle.
 */
export function cycles({ graph, nodes }: Read): Finding[] {
  const edges = graph.edges.filter(
    ({ from, to }) => nodes.get(from)?.role !== 'wait' && nodes.get(to)?.role !== 'wait',
  )
  return graph.nodes
    .filter(({ id }) => reaches(edges, id))
    .map(({ id }) =>
      error(
        'cycle_without_wait',
        {
          'zh-CN': '这里有一个没有等待的循环',
          'zh-TW': '這裡有一個沒有等待的迴圈',
          en: 'This node is part of a circle in which nobody waits',
        },
        { nodeId: id },
      ),
    )
}

function reaches(edges: Read['graph']['edges'], id: string): boolean {
  const seen = new Set<string>()
  for (let level = [id]; level.length > 0;) {
    const next = new Set(edges.filter(({ from }) => level.includes(from)).map(({ to }) => to))
    if (next.has(id)) return true
    level = [...next].filter((to) => !seen.has(to))
    for (const to of level) seen.add(to)
  }
  return false
}
