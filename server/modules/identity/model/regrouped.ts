import { byId } from './derive.ts'

/** How persons changed where some identifiers were grouped anew. */
export interface Regrouped {
  /** persons that went into others */
  merges: number
  /** persons that came off others */
  splits: number
  /** the persons of before that each change was about */
  changes: { kind: 'merge' | 'split'; persons: string[]; identIds: string[] }[]
}

/**
 * Compares persons as they are with groups as they would be. A group of n persons' identifiers is
 * n − 1 merges; a person whose identifiers are in n groups is n − 1 splits.
 */
export function regrouped(
  groups: readonly (readonly string[])[],
  personOf: ReadonlyMap<string, string>,
): Regrouped {
  const out: Regrouped = { merges: 0, splits: 0, changes: [] }
  const parts = new Map<string, string[]>()
  for (const group of groups) {
    const persons = [...new Set(group.map((identId) => personOf.get(identId) ?? ''))]
    for (const person of persons) parts.set(person, [...(parts.get(person) ?? []), group[0] ?? ''])
    if (persons.length < 2) continue
    out.merges += persons.length - 1
    out.changes.push({ kind: 'merge', persons: persons.toSorted(byId), identIds: [...group] })
  }
  for (const [person, firsts] of parts) {
    if (firsts.length < 2) continue
    out.splits += firsts.length - 1
    out.changes.push({ kind: 'split', persons: [person], identIds: firsts })
  }
  return out
}
