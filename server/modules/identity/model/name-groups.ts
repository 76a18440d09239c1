import { byId } from './derive.ts'

/**
 * Which person each group of identifiers is. Every identifier remembers the person it was born with;
 * a group is the eldest of those that no group with an older founder has taken, so a merge keeps the
 * elder and an undone merge gives each back what it was. `undefined`: a person who never was before.
 */
export function nameGroups(
  groups: readonly (readonly string[])[],
  homeOf: ReadonlyMap<string, string>,
): (string | undefined)[] {
  const taken = new Set<string>()
  const names = new Map<readonly string[], string>()
  // The eldest claim of a group: its eldest home, and the oldest identifier born there.
  const claims = groups
    .flatMap((group) =>
      group.flatMap((identId) => {
        const home = homeOf.get(identId)
        return home === undefined ? [] : [{ group, home, identId }]
      }),
    )
    .toSorted((x, y) => byId(x.home, y.home) || byId(x.identId, y.identId))
  for (const { group, home } of claims) {
    if (names.has(group) || taken.has(home)) continue
    names.set(group, home)
    taken.add(home)
  }
  return groups.map((group) => names.get(group))
}
