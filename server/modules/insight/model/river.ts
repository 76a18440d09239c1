export interface RiverRow {
  source: string
  entry: string
  joined: boolean
  active: boolean
  paid: boolean
  brought: boolean
  people: number
}

export interface River {
  nodes: { id: string; layer: number; people: number }[]
  links: { from: string; to: string; people: number; leak: boolean }[]
}

/** Sources beyond this many flow together, so that the picture stays readable. */
const SOURCES_SHOWN = 8

/**
 * 概览长河: public sources → way in → pool → active → paying → bringing friends. Widths are people;
 * whoever goes no further leaks out at that point, so what flows into a node equals what flows out.
 */
export function riverOf(rows: readonly RiverRow[]): River {
  const total = new Map<string, number>()
  for (const row of rows) total.set(row.source, (total.get(row.source) ?? 0) + row.people)
  const shown = new Set(
    [...total]
      .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, SOURCES_SHOWN)
      .map(([source]) => source),
  )
  const links = new Map<string, { from: string; to: string; people: number; leak: boolean }>()
  const nodes = new Map<string, { id: string; layer: number; people: number }>()
  const flow = (from: string, to: string, layer: number, people: number, leak: boolean) => {
    const key = `${from}>${to}`
    const link = links.get(key) ?? { from, to, people: 0, leak }
    link.people += people
    links.set(key, link)
    const node = nodes.get(to) ?? { id: to, layer, people: 0 }
    node.people += people
    nodes.set(to, node)
  }
  for (const row of rows) {
    const source = `source:${shown.has(row.source) ? row.source : 'others'}`
    const node = nodes.get(source) ?? { id: source, layer: 0, people: 0 }
    node.people += row.people
    nodes.set(source, node)
    const stations = [`entry:${row.entry}`]
    if (row.joined) stations.push('pool')
    if (row.active && row.joined) stations.push('active')
    if (row.paid && row.active && row.joined) stations.push('paying')
    if (row.brought && row.paid && row.active && row.joined) stations.push('bringing')
    let at = source
    stations.forEach((station, i) => {
      flow(at, station, i + 1, row.people, false)
      at = station
    })
    if (at !== 'bringing') flow(at, `leak:${at}`, stations.length + 1, row.people, true)
  }
  return { nodes: [...nodes.values()], links: [...links.values()] }
}
