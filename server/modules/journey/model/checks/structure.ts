import type { Finding } from '../finding.ts'
import { error } from '../finding.ts'
import type { Graph } from '../graph.ts'
import { NODES } from '../nodes.ts'

/** Nodes named once, edges between nodes that exist, one way to go per exit, a way in. */
export function structure(graph: Graph): Finding[] {
  return [...triggers(graph), ...twice(graph), ...edges(graph)]
}

function triggers({ nodes }: Graph): Finding[] {
  if (nodes.some(({ kind }) => NODES[kind].role === 'trigger')) return []
  return [
    error('no_trigger', {
      'zh-CN': '没有触发器,谁也进不来',
      'zh-TW': '沒有觸發條件，誰也進不來',
      en: 'There is no trigger, so nobody can come in',
    }),
  ]
}

function twice({ nodes }: Graph): Finding[] {
  const seen = new Set<string>()
  const findings: Finding[] = []
  for (const { id } of nodes) {
    if (seen.has(id))
      findings.push(
        error(
          'same_node_twice',
          {
            'zh-CN': `有两个节点的编号都是 ${id}`,
            'zh-TW': `有兩個節點的編號都是 ${id}`,
            en: `Two nodes have the id ${id}`,
          },
          { nodeId: id },
        ),
      )
    seen.add(id)
  }
  return findings
}

function edges({ nodes, edges: all }: Graph): Finding[] {
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]))
  const seen = new Set<string>()
  const findings: Finding[] = []
  for (const { from, exit, to } of all) {
    const where = { nodeId: kinds.has(from) ? from : to, exit }
    const target = kinds.get(to)
    if (!kinds.has(from) || target === undefined)
      findings.push(
        error(
          'edge_to_nowhere',
          {
            'zh-CN': '有一条连线的一端不存在',
            'zh-TW': '有一條連線的一端不存在',
            en: 'A line ends at a node that is not there',
          },
          where,
        ),
      )
    else if (NODES[target].role === 'trigger')
      findings.push(
        error(
          'edge_into_trigger',
          {
            'zh-CN': '连线不能指向触发器',
            'zh-TW': '連線不能指向觸發條件',
            en: 'A line may not lead into a trigger',
          },
          where,
        ),
      )
    const key = `${from}\n${exit}`
    if (seen.has(key))
      findings.push(
        error(
          'exit_twice',
          {
            'zh-CN': '同一出口连了两条线',
            'zh-TW': '同一出口連了兩條線',
            en: 'Two lines leave by the same exit',
          },
          where,
        ),
      )
    seen.add(key)
  }
  return findings
}
