interface Edge {
  a: string
  b: string
}

/** The shortest way from one identifier to another along edges; empty when there is none (or no way to go). */
export function chain<E extends Edge>(edges: readonly E[], from: string, to: string): E[] {
  const near = new Map<string, E[]>()
  for (const edge of edges)
    for (const end of [edge.a, edge.b]) {
      const known = near.get(end)
      if (known) known.push(edge)
      else near.set(end, [edge])
    }
  const cameBy = new Map<string, E | undefined>([[from, undefined]])
  const queue = [from]
  for (const at of queue) {
    if (at === to) break
    for (const edge of near.get(at) ?? []) {
      const next = edge.a === at ? edge.b : edge.a
      if (cameBy.has(next)) continue
      cameBy.set(next, edge)
      queue.push(next)
    }
  }
  const way: E[] = []
  for (let at = to, edge = cameBy.get(at); edge; edge = cameBy.get(at)) {
    way.unshift(edge)
    at = edge.a === at ? edge.b : edge.a
  }
  return way
}
