import type { RiverNode } from '../../chart/river-layout.ts'

/** The answer's river: nodes by id, people in each. */
export interface RiverAnswer {
  nodes: readonly { id: string; layer: number; people: number }[]
}

export const STATIONS = ['pool', 'active', 'paying', 'bringing'] as const
export type Station = (typeof STATIONS)[number]
export const ENTRIES = ['code', 'link', 'friend', 'direct'] as const
export type Entry = (typeof ENTRIES)[number]

export interface RiverWords {
  source: (name: string) => string
  arrived: string
  station: (station: Station) => string
}

export interface RiverLinks {
  source: (name: string) => string
  arrived: string
  station: (station: Station) => string
}

const peopleAt = (river: RiverAnswer | undefined, id: string): number =>
  river?.nodes.find((node) => node.id === id)?.people ?? 0

/** What a source may be filtered by; `others` and `direct` are gatherings, not sources. */
const SOURCE = /^source:(.+)$/

/** The picture of the answer, compared with the period before where that is known. */
export function riverNodes(
  now: RiverAnswer,
  earlier: RiverAnswer | undefined,
  words: RiverWords,
  links: RiverLinks,
): { sources: RiverNode[]; stages: RiverNode[] } {
  const earlierAt = (id: string) => (earlier ? { previous: peopleAt(earlier, id) } : {})
  const sources = now.nodes
    .flatMap(({ id, people }) => {
      const name = SOURCE.exec(id)?.[1]
      if (name === undefined) return []
      return [
        { key: id, name: words.source(name), people, to: links.source(name), ...earlierAt(id) },
      ]
    })
    .toSorted((a, b) => b.people - a.people)
  const arrivedIn = (river: RiverAnswer) =>
    ENTRIES.reduce((sum, entry) => sum + peopleAt(river, `entry:${entry}`), 0)
  const arrived: RiverNode = {
    key: 'arrived',
    name: words.arrived,
    people: arrivedIn(now),
    to: links.arrived,
    ...(earlier ? { previous: arrivedIn(earlier) } : {}),
  }
  const stages = STATIONS.map((station) => ({
    key: station,
    name: words.station(station),
    people: peopleAt(now, station),
    to: links.station(station),
    ...earlierAt(station),
  }))
  return { sources, stages: [arrived, ...stages] }
}

/** How people came in, the most used first. */
export const entriesOf = (river: RiverAnswer): { entry: Entry; people: number }[] =>
  ENTRIES.map((entry) => ({ entry, people: peopleAt(river, `entry:${entry}`) }))
    .filter(({ people }) => people > 0)
    .toSorted((a, b) => b.people - a.people)
