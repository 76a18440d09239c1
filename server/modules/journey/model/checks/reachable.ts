import type { Read } from './read.ts'
import type { Finding } from '../finding.ts'
import { error } from '../finding.ts'
import { NODES } from '../nodes.ts'

/** Every node can be come to from a trigger or, wherever people stand, as a goal. */
export function reachable({ graph }: Read): Finding[] {
  const starts = graph.nodes.filter(({ kind }) => ['trigger', 'goal'].includes(NODES[kind].role))
  const seen = new Set(starts.map(({ id }) => id))
  for (let level = [...seen]; level.length > 0;) {
    const next = graph.edges
      .filter(({ from, to }) => level.includes(from) && !seen.has(to))
      .map(({ to }) => to)
    level = [...new Set(next)]
    for (const id of level) seen.add(id)
  }
  return graph.nodes
    .filter(({ id }) => !seen.has(id))
    .map(({ id }) =>
      error(
        'unreachable',
        {
          'zh-CN': '没有人能走到这个节点',
          'zh-TW': '沒有人能走到這個節點',
          en: 'Nobody can come to this node',
        },
        { nodeId: id },
      ),
    )
}
