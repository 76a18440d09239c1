import type { IdentifierKind } from '#platform/event.ts'
import { limitOf } from './policy.ts'
import type { Limits, Rule } from './policy.ts'

/** An identifier, as far as limits care. */
export interface Member {
  identId: string
  kind: IdentifierKind
  scope: string
}

/** When evidence counts: the strongest first, then the oldest; the rest makes the order total. */
export interface Key {
  strength: number
  at: number
  messageId: string
  n: number
}

export interface Link extends Key {
  a: string
  b: string
  rule: Rule
}

export interface Derived<L extends Link = Link> {
  /** identifiers of one person, each list sorted */
  groups: string[][]
  /** evidence that would have broken a limit, and which */
  outvoted: Map<L, string>
}

/** Negative when `x` counts before `y`. Does not depend on the order of arrival. */
export function compareKeys(x: Key, y: Key): number {
  if (x.strength !== y.strength) return x.strength - y.strength
  if (x.at !== y.at) return x.at - y.at
  if (x.messageId !== y.messageId) return x.messageId < y.messageId ? -1 : 1
  return x.n - y.n
}

/** How many of each kind (per app or corp) one side has. */
export type Counts = ReadonlyMap<string, number>

export const slotOf = ({ kind, scope }: { kind: IdentifierKind; scope: string }): string =>
  `${kind}|${scope}`

/** The limit that joining the two would break, by this rule; undefined when none. */
export function clashOf(limits: Limits, rule: Rule, x: Counts, y: Counts): string | undefined {
  const [few, many] = x.size <= y.size ? [x, y] : [y, x]
  for (const [slot, count] of few) {
    const other = many.get(slot)
    if (other === undefined) continue
    const kind = slot.slice(0, slot.indexOf('|')) as IdentifierKind
    if (count + other > limitOf(limits, rule, kind)) return slot
  }
  return undefined
}

/** Somebody said outright that these are two people. */
export const APART = 'apart'

/**
 * Persons from evidence: links in the order of their keys, each joining two groups unless that would
 * break a limit or join what somebody set apart. A function of the set of evidence alone, so any
 * order of arrival gives the same persons.
 */
export function derive<L extends Link>(
  members: readonly Member[],
  links: readonly L[],
  apart: readonly (readonly [string, string])[],
  limits: Limits,
): Derived<L> {
  const parent = new Map(members.map(({ identId }) => [identId, identId]))
  const counts = new Map(members.map((m) => [m.identId, new Map([[slotOf(m), 1]])]))
  const enemies = new Map<string, Set<string>>()
  for (const [a, b] of apart) {
    enemiesOf(enemies, a).add(b)
    enemiesOf(enemies, b).add(a)
  }
  const root = (id: string): string => {
    let at = id
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) {
      parent.set(at, parent.get(up) ?? up)
      at = up
    }
    return at
  }
  const outvoted = new Map<L, string>()
  for (const link of links.toSorted(compareKeys)) {
    const [x, y] = [root(link.a), root(link.b)]
    if (x === y) continue
    const [mine, theirs] = [counts.get(x), counts.get(y)]
    if (!mine || !theirs) continue
    const hostile = [...(enemies.get(x) ?? [])].some((enemy) => root(enemy) === y)
    const clash = hostile ? APART : clashOf(limits, link.rule, mine, theirs)
    if (clash !== undefined) {
      outvoted.set(link, clash)
      continue
    }
    parent.set(y, x)
    for (const [slot, count] of theirs) mine.set(slot, (mine.get(slot) ?? 0) + count)
    counts.delete(y)
    for (const enemy of enemies.get(y) ?? []) enemiesOf(enemies, x).add(enemy)
  }
  const groups = new Map<string, string[]>()
  for (const { identId } of members) {
    const at = root(identId)
    const group = groups.get(at)
    if (group) group.push(identId)
    else groups.set(at, [identId])
  }
  return { groups: [...groups.values()].map((group) => group.toSorted(byId)), outvoted }
}

function enemiesOf(enemies: Map<string, Set<string>>, id: string): Set<string> {
  const known = enemies.get(id)
  if (known) return known
  const fresh = new Set<string>()
  enemies.set(id, fresh)
  return fresh
}

/** Ids are digits: the shorter is the smaller. */
export const byId = (a: string, b: string): number =>
  a.length === b.length ? (a < b ? -1 : a > b ? 1 : 0) : a.length - b.length

export const elder = (a: string, b: string): string => (byId(a, b) <= 0 ? a : b)
