import { isName, opened } from './path.ts'

/** A place of a payload at which something stands. */
export interface Leaf {
  /** as a mapping writes it; through a list of things, `items[*].sku` */
  path: string
  value: unknown
  kind: 'text' | 'number' | 'boolean' | 'empty' | 'list' | 'things'
}

const LEAVES = 300
const DEPTH = 8
/** of a list, so many are looked at for the names they have */
const LOOKED = 20

type Thing = Readonly<Record<string, unknown>>

const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const thingsIn = (list: readonly unknown[]): Thing[] =>
  list
    .slice(0, LOOKED)
    .map((one) => opened(one))
    .filter(isThing)

/** What one may map by: each place once, in the order of the payload; at most 300. */
export function leavesOf(payload: unknown): Leaf[] {
  const found = new Map<string, Leaf>()
  look(payload, '', 0, found)
  return [...found.values()]
}

function look(raw: unknown, path: string, depth: number, found: Map<string, Leaf>): void {
  if (found.size >= LEAVES || depth > DEPTH) return
  const value = opened(raw)
  if (Array.isArray(value)) lookThrough(value, path, depth, found)
  else if (isThing(value)) {
    for (const [name, of] of Object.entries(value))
      if (isName(name)) look(of, path === '' ? name : `${path}.${name}`, depth + 1, found)
  } else keep(found, { path, value, kind: kindOf(value) })
}

function lookThrough(
  list: readonly unknown[],
  path: string,
  depth: number,
  found: Map<string, Leaf>,
): void {
  const things = thingsIn(list)
  keep(found, { path, value: list, kind: things.length > 0 ? 'things' : 'list' })
  for (const thing of things) look(thing, `${path}[*]`, depth + 1, found)
}

/** An empty place is replaced by one of the same path at which something stands. */
function keep(found: Map<string, Leaf>, leaf: Leaf): void {
  const known = found.get(leaf.path)
  if (leaf.path !== '' && (!known || known.kind === 'empty')) found.set(leaf.path, leaf)
}

function kindOf(value: unknown): Leaf['kind'] {
  if (value === null || value === undefined || value === '') return 'empty'
  return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text'
}
