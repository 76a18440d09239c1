export interface Placed {
  x: number
  y: number
}

export interface GraphBox {
  width: number
  height: number
}

/** Room for the words beside a dot. */
const MARGIN_X_PX = 110
const MARGIN_Y_PX = 34

/**
 * Places identifiers on an ellipse, the one with the most evidence first, its neighbours beside it:
 * few lines cross, and the same graph always looks the same.
 */
export function placeNodes(
  ids: readonly string[],
  edges: readonly { a: string; b: string }[],
  { width, height }: GraphBox,
): Map<string, Placed> {
  const order = walk(ids, edges)
  const [cx, cy] = [width / 2, height / 2]
  if (order.length === 1) return new Map(order.map((id) => [id, { x: cx, y: cy }]))
  const [rx, ry] = [Math.max(cx - MARGIN_X_PX, 40), Math.max(cy - MARGIN_Y_PX, 40)]
  return new Map(
    order.map((id, i) => {
      const angle = (2 * Math.PI * i) / order.length - Math.PI / 2
      return [id, { x: cx + rx * Math.cos(angle), y: cy + ry * Math.sin(angle) }]
    }),
  )
}

/** Depth first from the most connected, so that what is connected stands together. */
function walk(
  ids: readonly string[],
  edges: readonly { a: string; b: string }[],
): readonly string[] {
  const near = new Map(ids.map((id) => [id, new Set<string>()]))
  for (const { a, b } of edges) {
    near.get(a)?.add(b)
    near.get(b)?.add(a)
  }
  const degree = (id: string) => near.get(id)?.size ?? 0
  const byDegree = (a: string, b: string) => degree(b) - degree(a) || (a < b ? -1 : 1)
  const seen = new Set<string>()
  const visit = (id: string): void => {
    if (seen.has(id) || !near.has(id)) return
    seen.add(id)
    for (const next of [...(near.get(id) ?? [])].toSorted(byDegree)) visit(next)
  }
  for (const id of ids.toSorted(byDegree)) visit(id)
  return [...seen]
}
