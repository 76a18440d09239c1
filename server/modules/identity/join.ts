import { must } from '#kernel/assert.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { Merge } from './apply.ts'
import type { GraphCache } from './cache.ts'
import { byId, slotOf } from './model/derive.ts'
import { act, newcomer, standingOf, weigh } from './model/weigh.ts'
import type { OnTerminal } from './model/terminal.ts'
import type { Standing } from './model/weigh.ts'
import type { FoundEvidence } from './resolve.ts'
import { apartOf } from './store/apart.ts'
import type { NewEvidence } from './store/evidence.ts'
import { takeIds } from './store/graph.ts'
import { absorbIdentifiers, countKinds } from './store/identifiers.ts'
import type { Moved, NewIdentifier } from './store/identifiers.ts'
import { absorbPersons, findPersons, insertPersons, updatePersons } from './store/persons.ts'

export interface Joined {
  created: string[]
  joined: {
    evidence: NewEvidence[]
    merges: Merge[]
    moved: Moved[]
    /** identifiers around which persons must be derived again */
    again: string[]
    /** terminals on which another account of the same kind may have been named before */
    suspects: Set<string>
  }
}

/**
 * New identifiers and new evidence → persons: decides each link, makes and merges persons, writes
 * them, and names the person of every new identifier (in `fresh` and in the cache).
 */
export async function join(
  tx: TxCtx,
  cache: GraphCache,
  fresh: readonly NewIdentifier[],
  found: readonly FoundEvidence[],
): Promise<Joined> {
  const policy = must(cache.policy, 'the rules in force')
  const standings = await standingsOf(tx, cache, fresh, found)
  const at = (identId: string) => must(standings.of(identId), 'a standing')
  const evidence: NewEvidence[] = []
  const again: string[] = []
  const suspects = new Set<string>()
  for (const link of found) {
    if (link.onTerminal && mayHaveOther(at, link.onTerminal)) suspects.add(link.onTerminal.terminal)
    const of = { a: at(link.a), b: at(link.b) }
    const verdict = weigh(link, of, policy.limits)
    act(verdict, link, of, elderFirst)
    if (verdict.kind === 'derive_again') again.push(link.a, link.b)
    evidence.push({ ...link, clash: verdict.kind === 'outvoted' ? verdict.clash : undefined })
  }
  const created = await nameNewcomers(tx, fresh, at)
  for (const ident of fresh) {
    ident.personId = must(standingOf(at(ident.identId)).personId, 'a named person')
    must(cache.byId.get(ident.identId), 'a cached identifier').personId = ident.personId
  }
  const { merges, changed } = outcome(standings.existing)
  await updatePersons(tx.db, tx.workspaceId, changed)
  let moved: Moved[] = []
  if (merges.length > 0) {
    moved = await absorbIdentifiers(tx.db, tx.workspaceId, merges)
    await absorbPersons(tx.db, tx.workspaceId, merges)
    for (const { ident_id, person_id } of moved) {
      const known = cache.byId.get(ident_id)
      if (known) known.personId = person_id
    }
  }
  return { created, joined: { evidence, merges, moved, again, suspects } }
}

/** An account of a terminal is its person's, unless it was outvoted. */
function mayHaveOther(
  at: (identId: string) => Standing,
  { terminal, account, slot }: OnTerminal,
): boolean {
  const person = standingOf(at(terminal))
  const own = standingOf(at(account)) === person ? 1 : 0
  return person.contested || (person.counts.get(slot) ?? 0) > own
}

/** The elder survives: an existing one before one not made yet, a smaller id before a greater. */
function elderFirst(a: Standing, b: Standing): [Standing, Standing] {
  if (a.personId === undefined) return [b, a]
  if (b.personId === undefined) return [a, b]
  return byId(a.personId, b.personId) <= 0 ? [a, b] : [b, a]
}

interface Standings {
  of(identId: string): Standing | undefined
  /** of persons that were there before, as they were loaded */
  existing: { standing: Standing; personId: string; before: string }[]
}

async function standingsOf(
  tx: TxCtx,
  cache: GraphCache,
  fresh: readonly NewIdentifier[],
  found: readonly FoundEvidence[],
): Promise<Standings> {
  const byIdent = new Map(fresh.map((ident) => [ident.identId, newcomer(slotOf(ident))]))
  const personIds = new Set<string>()
  for (const link of found)
    for (const end of [link.a, link.b])
      if (!byIdent.has(end))
        personIds.add(must(cache.byId.get(end), 'a cached identifier').personId)
  const byPerson = await existingStandings(tx, [...personIds])
  return {
    of: (identId) => byIdent.get(identId) ?? byPerson.get(cache.byId.get(identId)?.personId ?? ''),
    existing: [...byPerson].map(([personId, standing]) => ({
      ...{ personId, standing, before: stateText(standing) },
    })),
  }
}

async function existingStandings(
  tx: TxCtx,
  personIds: readonly string[],
): Promise<Map<string, Standing>> {
  const byPerson = new Map<string, Standing>()
  if (personIds.length === 0) return byPerson
  const { db, workspaceId } = tx
  for (const { personId, contested, last } of await findPersons(db, workspaceId, personIds))
    byPerson.set(personId, {
      ...{ personId, contested, last, counts: new Map<string, number>() },
      ...{ enemies: new Set<Standing>(), into: undefined },
    })
  for (const { person_id, count, ...slot } of await countKinds(db, workspaceId, personIds))
    byPerson.get(person_id)?.counts.set(slotOf(slot), count)
  for (const { person_a, person_b } of await apartOf(db, workspaceId, personIds)) {
    const [a, b] = [byPerson.get(person_a), byPerson.get(person_b)]
    if (a && b) a.enemies.add(b)
  }
  return byPerson
}

/** Groups of new identifiers that joined nobody become new persons, in the order they were seen. */
async function nameNewcomers(
  tx: TxCtx,
  fresh: readonly NewIdentifier[],
  at: (identId: string) => Standing,
): Promise<string[]> {
  const unnamed = new Set<Standing>()
  for (const { identId } of fresh) {
    const standing = standingOf(at(identId))
    if (standing.personId === undefined) unnamed.add(standing)
  }
  const ids = await takeIds(tx.db, 'person', unnamed.size)
  const persons = [...unnamed].map((standing, i) => {
    standing.personId = must(ids[i], 'a fresh person id')
    return { personId: standing.personId, contested: standing.contested, last: standing.last }
  })
  await insertPersons(tx.db, tx.workspaceId, tx.now, persons)
  return ids
}

const stateText = ({ contested, last }: Standing): string => JSON.stringify([contested, last])

function outcome(existing: Standings['existing']) {
  const merges: Merge[] = []
  const changed = []
  for (const { standing, personId, before } of existing) {
    const survivor = standingOf(standing)
    if (survivor !== standing)
      merges.push({ absorbed: personId, survivor: must(survivor.personId, 'a survivor') })
    else if (stateText(standing) !== before)
      changed.push({ personId, contested: standing.contested, last: standing.last })
  }
  return { merges, changed }
}
