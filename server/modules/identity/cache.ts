import type { System } from '#platform/system.ts'
import type { Key } from './model/derive.ts'
import type { Era } from './model/terminal.ts'
import type { Policy } from './policy.ts'

/** An identifier as this process knows it. */
export interface Known {
  identId: string
  personId: string
  /** its place in `idents`; undefined while only its id is known */
  key?: string
}

/**
 * What one process remembers of one workspace's graph. Valid for exactly one version of it, checked
 * under the graph's lock: if another process wrote, or a write of ours was rolled back, it forgets.
 */
export interface GraphCache {
  version: string
  /** by kind, scope and value */
  idents: Map<string, Known>
  byId: Map<string, Known>
  /** the first evidence of each pair and rule */
  pairs: Map<string, Key>
  /** of terminals on which somebody logged in, by the same names as `idents` */
  eras: Map<string, Era[]>
  /** the rules in force at this version; undefined: not asked yet */
  policy: Policy | undefined
  /** until when evidence about an identifier is void; undefined: not asked yet */
  unbound: Map<string, number> | undefined
}

const WORKSPACES = 200
/** ~150 bytes each: 500,000 identifiers take some 75 MB. */
const ENTRIES = 500_000

type GraphCaches = Map<string, GraphCache>

/** One per running installation: tests run several in a process. */
const cachesOf = new WeakMap<System, GraphCaches>()

/** Written to and not yet known to be whole: of no version that a graph could have. */
export const UNSURE = 'unsure'

/** The cache of a workspace, empty unless it is of this version. */
export function cacheAt(system: System, workspaceId: string, version: string): GraphCache {
  const caches = cachesOf.get(system) ?? new Map<string, GraphCache>()
  cachesOf.set(system, caches)
  const known = caches.get(workspaceId)
  if (known?.version === version && known.idents.size + known.pairs.size < ENTRIES) return known
  if (caches.size >= WORKSPACES) caches.clear()
  const fresh: GraphCache = {
    ...{ version, idents: new Map(), byId: new Map(), pairs: new Map() },
    ...{ eras: new Map(), unbound: undefined, policy: undefined },
  }
  caches.set(workspaceId, fresh)
  return fresh
}

/** What is remembered now, of whatever version: only good together with a look at the graph. */
export function cacheAsIs(system: System, workspaceId: string): GraphCache | undefined {
  const cache = cachesOf.get(system)?.get(workspaceId)
  return cache && cache.version !== UNSURE ? cache : undefined
}

/** For changes that do not go through the cache. */
export const forget = (system: System, workspaceId: string): void =>
  void cachesOf.get(system)?.delete(workspaceId)
