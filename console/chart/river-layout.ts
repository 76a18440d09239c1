export interface RiverNode {
  key: string
  name: string
  people: number
  /** The same one period earlier. */
  previous?: number
  /** The people behind it. */
  to?: string
}

export type Course = 'rising' | 'steady' | 'falling' | 'unknown'

export interface PlacedNode extends RiverNode {
  x: number
  y: number
  height: number
  course: Course
  /** Share of the stage before; the first stage and the sources have none. */
  rate?: number | undefined
}

export interface Stream {
  key: string
  path: string
  course: Course
}

export interface Leak {
  key: string
  path: string
  people: number
  x: number
  y: number
}

export interface RiverPicture {
  sources: PlacedNode[]
  stages: PlacedNode[]
  streams: Stream[]
  leaks: Leak[]
}

export interface RiverBox {
  width: number
  height: number
}

export const BAR_PX = 8
const TOP_PX = 84
const BOTTOM_PX = 40
const SOURCE_LABEL_PX = 152
const STAGE_LABEL_PX = 136
const SOURCE_GAP_PX = 10
const THINNEST_PX = 2
/** How much of a leak's width is left where it runs dry. */
const DRY_SHARE = 0.4

/** Less than two in a hundred is no change. */
export function courseOf({ people, previous }: RiverNode): Course {
  if (previous === undefined || previous === 0) return 'unknown'
  const change = people / previous - 1
  return Math.abs(change) < 0.02 ? 'steady' : change > 0 ? 'rising' : 'falling'
}

interface Edge {
  x: number
  top: number
  bottom: number
}

/** A band between two upright edges, its banks running level where they leave and arrive. */
function band(from: Edge, to: Edge): string {
  const middle = (from.x + to.x) / 2
  return (
    `M${from.x} ${from.top}C${middle} ${from.top} ${middle} ${to.top} ${to.x} ${to.top}` +
    `L${to.x} ${to.bottom}C${middle} ${to.bottom} ${middle} ${from.bottom} ${from.x} ${from.bottom}Z`
  )
}

/** Water that turns away and down, and runs dry. */
function leakPath({ x, top, bottom }: Edge, reach: number, floor: number): string {
  const thickness = bottom - top
  const outer = x + reach
  const inner = outer - Math.max(thickness * DRY_SHARE, 4)
  return (
    `M${x} ${top}C${x + reach * 0.6} ${top} ${outer} ${top + thickness * 0.4} ${outer} ${floor}` +
    `L${inner} ${floor}C${inner} ${bottom + (floor - bottom) * 0.35} ${x + reach * 0.3} ${bottom} ${x} ${bottom}Z`
  )
}

const heightsOf = (people: readonly number[], scale: number): number[] =>
  people.map((count) => (count > 0 ? Math.max(count * scale, THINNEST_PX) : 0))

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0)

/**
 * Places the river: sources flow together into the first stage, each stage into the next, and what
 * does not arrive leaks. Heights are people on one scale, so that any two of them can be compared.
 */
export function riverLayout(
  sources: readonly RiverNode[],
  stages: readonly RiverNode[],
  { width, height }: RiverBox,
): RiverPicture {
  const most = Math.max(
    sum(sources.map(({ people }) => people)),
    ...stages.map(({ people }) => people),
    1,
  )
  const room = height - TOP_PX - BOTTOM_PX - SOURCE_GAP_PX * Math.max(sources.length - 1, 0)
  const scale = room / most
  const columns = stages.length
  const firstX = SOURCE_LABEL_PX
  const lastX = width - STAGE_LABEL_PX
  const step = (lastX - firstX) / Math.max(columns, 1)

  const stageHeights = heightsOf(
    stages.map(({ people }) => people),
    scale,
  )
  const placedStages = stages.map((stage, i) => ({
    ...stage,
    x: firstX + step * (i + 1),
    y: TOP_PX,
    height: stageHeights[i] ?? 0,
    course: courseOf(stage),
    rate:
      i > 0 && (stages[i - 1]?.people ?? 0) > 0
        ? stage.people / (stages[i - 1]?.people ?? 1)
        : undefined,
  }))

  const sourceHeights = heightsOf(
    sources.map(({ people }) => people),
    scale,
  )
  const placedSources = sources.map((source, i) => ({
    ...source,
    x: firstX,
    y: TOP_PX + sum(sourceHeights.slice(0, i)) + SOURCE_GAP_PX * i,
    height: sourceHeights[i] ?? 0,
    course: courseOf(source),
  }))

  return {
    sources: placedSources,
    stages: placedStages,
    streams: [...confluence(placedSources, placedStages[0]), ...currents(placedStages)],
    leaks: leaksOf(placedStages, step, height - BOTTOM_PX),
  }
}

/** The sources share the first stage's bank in proportion. */
function confluence(sources: readonly PlacedNode[], first: PlacedNode | undefined): Stream[] {
  if (!first) return []
  const total = sum(sources.map((source) => source.height)) || 1
  let top = first.y
  return sources.map((source) => {
    const share = (source.height / total) * first.height
    const from = { x: source.x + BAR_PX, top: source.y, bottom: source.y + source.height }
    const path = band(from, { x: first.x, top, bottom: top + share })
    top += share
    return { key: source.key, path, course: source.course }
  })
}

function currents(stages: readonly PlacedNode[]): Stream[] {
  return stages.slice(1).map((next, i) => {
    const before = stages[i] ?? next
    const carried = Math.min(before.height, next.height)
    const from = { x: before.x + BAR_PX, top: before.y, bottom: before.y + carried }
    return {
      key: `${before.key}-${next.key}`,
      path: band(from, { x: next.x, top: next.y, bottom: next.y + next.height }),
      course: next.course,
    }
  })
}

function leaksOf(stages: readonly PlacedNode[], step: number, floor: number): Leak[] {
  return stages.slice(1).flatMap((next, i) => {
    const before = stages[i] ?? next
    const people = before.people - next.people
    const thickness = before.height - next.height
    if (people <= 0 || thickness < 1) return []
    const edge = {
      x: before.x + BAR_PX,
      top: before.y + next.height,
      bottom: before.y + before.height,
    }
    const reach = step * 0.52
    return [
      {
        key: `leak-${before.key}`,
        path: leakPath(edge, reach, floor),
        people,
        x: edge.x + reach - (thickness * DRY_SHARE) / 2,
        y: floor + 16,
      },
    ]
  })
}
