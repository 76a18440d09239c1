import { must } from '#kernel/assert.ts'
import type { TxCtx } from '#platform/ctx.ts'
import { announce } from './apply.ts'
import type { Merge } from './apply.ts'
import { byId, derive } from './model/derive.ts'
import type { Derived, Key, Link } from './model/derive.ts'
import { nameGroups } from './model/name-groups.ts'
import { later } from './model/weigh.ts'
import { policyIn } from './policy.ts'
import type { Policy } from './policy.ts'
import { apartOf } from './store/apart.ts'
import { connected, evidenceAmong, linkOf, setClashes } from './store/evidence.ts'
import type { EvidenceRow } from './store/evidence.ts'
import { takeIds } from './store/graph.ts'
import { identifiersById, moveIdentifiers } from './store/identifiers.ts'
import type { IdentRow, Moved } from './store/identifiers.ts'
import { absorbPersons, insertPersons, updatePersons } from './store/persons.ts'

/** A kiosk's device may be evidence for half a town; beyond this the order of arrival decides. */
export const LARGEST = 50_000

type Evidenced = Link & { row: EvidenceRow }

/**
 * The persons around these identifiers, derived again from all the evidence that stands, and
 * whatever differs from what is stored put right. The graph's lock must be held.
 * Answers the identifiers that changed their person.
 */
export async function rederive(
  tx: TxCtx,
  seeds: readonly string[],
  known?: Policy,
): Promise<Moved[]> {
  const { db, workspaceId } = tx
  const reached = await connected(db, workspaceId, seeds, LARGEST + 1)
  if (reached.length > LARGEST) {
    tx.log.warn({ identifiers: reached.length }, 'too much evidence hangs together to derive again')
    return []
  }
  const { limits } = known ?? (await policyIn(tx))
  const idents = await identifiersById(db, workspaceId, reached)
  const rows = await evidenceAmong(db, workspaceId, reached)
  const persons = [...new Set(idents.map((ident) => ident.person_id))]
  const apart = await apartOf(db, workspaceId, persons)
  const links: Evidenced[] = rows.map((row) => ({ ...linkOf(row), row }))
  const derived = derive(
    idents.map((i) => ({ identId: i.ident_id, kind: i.kind, scope: i.scope })),
    links,
    apart.map((pair) => [pair.ident_a, pair.ident_b] as const),
    limits,
  )
  await setClashes(db, workspaceId, changedClashes(links, derived))
  return settle(tx, idents, links, derived)
}

const changedClashes = (links: readonly Evidenced[], { outvoted }: Derived<Evidenced>) =>
  links
    .filter((link) => (outvoted.get(link) ?? null) !== link.row.clash)
    .map((link) => ({ evidenceId: link.row.evidence_id, clash: outvoted.get(link) }))

/** Names the groups, and moves identifiers, persons and facts to where they now belong. */
async function settle(
  tx: TxCtx,
  idents: readonly IdentRow[],
  links: readonly Evidenced[],
  derived: Derived<Evidenced>,
): Promise<Moved[]> {
  const { db, workspaceId, now } = tx
  const { groups } = derived
  const names = nameGroups(groups, new Map(idents.map((i) => [i.ident_id, i.home_person_id])))
  const missing = names.filter((name) => name === undefined).length
  const fresh = await takeIds(db, 'person', missing)
  let nextFresh = 0
  const named = names.map((name) => name ?? must(fresh[nextFresh++], 'a fresh person id'))
  const personOf = new Map(
    groups.flatMap((group, i) =>
      group.map((identId) => [identId, must(named[i], 'a name for each group')] as const),
    ),
  )
  const states = statesOf(named, personOf, links, derived)
  const isFresh = new Set(fresh)
  await insertPersons(
    db,
    workspaceId,
    now,
    states.filter((s) => isFresh.has(s.personId)),
  )
  await updatePersons(
    db,
    workspaceId,
    states.filter((s) => !isFresh.has(s.personId)),
  )
  const moves = idents.flatMap((ident) => {
    const to = must(personOf.get(ident.ident_id), 'a person for each identifier')
    return to === ident.person_id ? [] : [{ identId: ident.ident_id, from: ident.person_id, to }]
  })
  const moved = moves.map(({ identId, to }) => ({ ident_id: identId, person_id: to }))
  await moveIdentifiers(db, workspaceId, moved)
  const gone = absorbedHomes(idents, personOf, new Set(named))
  await absorbPersons(db, workspaceId, gone)
  await announce(tx, { created: fresh, moved, ...told(moves, gone) })
  return moved
}

function statesOf(
  named: readonly string[],
  personOf: ReadonlyMap<string, string>,
  links: readonly Evidenced[],
  { outvoted }: Derived<Evidenced>,
) {
  const states = new Map(
    named.map((personId) => [
      personId,
      { personId, contested: false, last: undefined as Key | undefined },
    ]),
  )
  for (const link of links)
    for (const end of [link.a, link.b]) {
      const state = states.get(personOf.get(end) ?? '')
      if (!state) continue
      if (outvoted.has(link)) state.contested = true
      else state.last = later(state.last, link)
    }
  return [...states.values()]
}

/** Persons whom nobody is any more: absorbed by whoever has their founder now. */
function absorbedHomes(
  idents: readonly IdentRow[],
  personOf: ReadonlyMap<string, string>,
  living: ReadonlySet<string>,
): Merge[] {
  const founders = new Map<string, string>()
  for (const ident of idents) {
    const known = founders.get(ident.home_person_id)
    if (known === undefined || byId(ident.ident_id, known) < 0)
      founders.set(ident.home_person_id, ident.ident_id)
  }
  return [...founders].flatMap(([absorbed, founder]) => {
    const survivor = personOf.get(founder)
    return living.has(absorbed) || !survivor ? [] : [{ survivor, absorbed }]
  })
}

/** Whole persons merged, parts split off; parts first, so that a merge finds only what is left. */
function told(moves: readonly { identId: string; from: string; to: string }[], gone: Merge[]) {
  const absorbedBy = new Map(gone.map(({ absorbed, survivor }) => [absorbed, survivor]))
  const parts = new Map<string, { from: string; to: string; identIds: string[] }>()
  const merged = new Map<string, Merge>()
  for (const { identId, from, to } of moves) {
    if (absorbedBy.get(from) === to) {
      merged.set(from, { survivor: to, absorbed: from })
      continue
    }
    const key = `${from}>${to}`
    const part = parts.get(key)
    if (part) part.identIds.push(identId)
    else parts.set(key, { from, to, identIds: [identId] })
  }
  return { splits: [...parts.values()], merges: [...merged.values()] }
}
