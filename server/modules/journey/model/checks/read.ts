import { ofAll } from '#kernel/locale.ts'
import type { Finding } from '../finding.ts'
import { error } from '../finding.ts'
import type { Graph } from '../graph.ts'
import type { BoundNode } from '../node.ts'
import { NODES } from '../nodes.ts'

/** A graph with each node's configuration read where it can be. */
export interface Read {
  graph: Graph
  nodes: ReadonlyMap<string, BoundNode>
}

export function readNodes(graph: Graph): { read: Read; findings: Finding[] } {
  const nodes = new Map<string, BoundNode>()
  const findings: Finding[] = []
  for (const { id, kind, config } of graph.nodes) {
    const type = NODES[kind]
    const result = type.read(config)
    if (result.kind === 'ok') {
      nodes.set(id, result.node)
      for (const { code, says } of result.node.faults)
        findings.push(error(code, says, { nodeId: id }))
      continue
    }
    for (const { field, reason } of result.issues) {
      const label = type.form.find(({ key }) => key === field.split('.')[0])?.label ?? type.label
      findings.push(
        error(
          'config_invalid',
          {
            'zh-CN': `「${type.label['zh-CN']}」的「${label['zh-CN']}」没有填好`,
            'zh-TW': `「${type.label['zh-TW']}」的「${label['zh-TW']}」沒有填好`,
            en: `“${label.en}” of “${type.label.en}” is not filled in correctly: ${ofAll(reason, 'en')}`,
          },
          { nodeId: id, field },
        ),
      )
    }
  }
  return { read: { graph, nodes }, findings }
}
