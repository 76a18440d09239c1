import type { Read } from './read.ts'
import type { Finding } from '../finding.ts'
import { error } from '../finding.ts'
import { NODES } from '../nodes.ts'
import type { NodeKind } from '../nodes.ts'

/** Every exit leads somewhere, unless it may end the run; no line leaves by an exit that is not there. */
export function exits({ graph, nodes }: Read): Finding[] {
  const findings: Finding[] = []
  for (const [nodeId, node] of nodes) {
    const leaving = graph.edges.filter(({ from }) => from === nodeId).map(({ exit }) => exit)
    for (const exit of node.exits)
      if (!leaving.includes(exit) && !node.openExits.includes(exit))
        findings.push(missing(nodeId, node.kind as NodeKind, exit))
    for (const exit of leaving)
      if (!node.exits.includes(exit))
        findings.push(
          error(
            'no_such_exit',
            {
              'zh-CN': `没有「${exit}」这个出口`,
              'zh-TW': `沒有「${exit}」這個出口`,
              en: `There is no exit “${exit}” here`,
            },
            { nodeId, exit },
          ),
        )
  }
  return findings
}

function missing(nodeId: string, kind: NodeKind, exit: string): Finding {
  const label = NODES[kind].exitLabels[exit]
  return error(
    'exit_missing',
    {
      'zh-CN': `出口「${label?.['zh-CN'] ?? exit}」没有连到任何节点`,
      'zh-TW': `出口「${label?.['zh-TW'] ?? exit}」沒有連到任何節點`,
      en: `The exit “${label?.en ?? exit}” leads nowhere`,
    },
    { nodeId, exit },
  )
}
