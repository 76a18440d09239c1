import { cycles } from './checks/cycles.ts'
import { exits } from './checks/exits.ts'
import { reachable } from './checks/reachable.ts'
import { readNodes } from './checks/read.ts'
import { structure } from './checks/structure.ts'
import { things } from './checks/things.ts'
import type { Known } from './checks/things.ts'
import type { Finding } from './finding.ts'
import type { Graph } from './graph.ts'

/**
 * Everything that is wrong with a graph, with the node it is wrong at. Without an `error` the graph
 * may be published, and `planOf` reads it.
 */
export function check(graph: Graph, known: Known): Finding[] {
  const { read, findings } = readNodes(graph)
  return [
    ...findings,
    ...structure(graph),
    ...exits(read),
    ...reachable(read),
    ...cycles(read),
    ...things(read, known),
  ]
}

export const isSound = (findings: readonly Finding[]): boolean =>
  findings.every(({ severity }) => severity !== 'error')
