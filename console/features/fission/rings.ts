/** Where everybody stands in a spread tree: roots on the inner ring, those they brought further out. */
export interface Member {
  personId: string
  parentId: string | null
  generation: number
  brought: number
}

export interface Placed<M extends Member> {
  member: M
  x: number
  y: number
  r: number
  /** Where the one who brought her stands. */
  from: { x: number; y: number } | undefined
}

export interface Rings<M extends Member> {
  placed: Placed<M>[]
  /** Radii of the generations, the first inmost. */
  radii: number[]
  size: number
}

const INNER_MIN_PX = 44
/** Room on the inner ring for one who began. */
const ROOT_PX = 24
const STEP_PX = 62
const MARGIN_PX = 26
const TURN = 2 * Math.PI

/**
 * Generations as rings; everybody has a slice of the circle as wide as the leaves behind her, and her
 * people stand within it, so that no two lines cross.
 */
export function rings<M extends Member>(members: readonly M[]): Rings<M> {
  const known = new Set(members.map(({ personId }) => personId))
  const childrenOf = new Map<string, M[]>()
  const roots: M[] = []
  for (const member of members) {
    if (member.parentId === null || !known.has(member.parentId)) roots.push(member)
    else childrenOf.set(member.parentId, [...(childrenOf.get(member.parentId) ?? []), member])
  }
  const leaves = new Map<string, number>()
  const weigh = (member: M, seen: ReadonlySet<string>): number => {
    const below = (childrenOf.get(member.personId) ?? []).filter(
      ({ personId }) => !seen.has(personId),
    )
    const inside = new Set([...seen, member.personId])
    const sum = below.reduce((total, child) => total + weigh(child, inside), 0)
    leaves.set(member.personId, Math.max(1, sum))
    return Math.max(1, sum)
  }
  const all = roots.reduce((total, root) => total + weigh(root, new Set()), 0)
  const deepest = Math.max(0, ...members.map(({ generation }) => generation))
  const inner = Math.max(INNER_MIN_PX, (roots.length * ROOT_PX) / TURN)
  const radii = Array.from({ length: deepest + 1 }, (_, i) => inner + STEP_PX * i)
  const size = 2 * ((radii.at(-1) ?? 0) + MARGIN_PX)
  const middle = size / 2
  const placed: Placed<M>[] = []
  const put = (member: M, begin: number, slice: number, depth: number, from: Placed<M>['from']) => {
    if (depth > deepest) return
    const angle = begin + slice / 2
    const radius = inner + STEP_PX * depth
    const at = { x: middle + radius * Math.sin(angle), y: middle - radius * Math.cos(angle) }
    placed.push({ member, ...at, r: 4 + Math.min(7, Math.sqrt(member.brought) * 2.4), from })
    let next = begin
    const own = leaves.get(member.personId) ?? 1
    for (const child of childrenOf.get(member.personId) ?? []) {
      const width = (slice * (leaves.get(child.personId) ?? 1)) / own
      put(child, next, width, depth + 1, at)
      next += width
    }
  }
  let begin = 0
  for (const root of roots) {
    const slice = (TURN * (leaves.get(root.personId) ?? 1)) / Math.max(1, all)
    put(root, begin, slice, 0, undefined)
    begin += slice
  }
  return { placed, radii, size }
}
