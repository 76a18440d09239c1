import { identifiersOf } from '#modules/identity/service.ts'
import type { TxCtx } from '#platform/ctx.ts'
import { profileChanged } from '../facts.ts'
import { HALF_LIFE_DAYS } from '../model/interest.ts'
import { traitValue } from '../model/traits.ts'
import {
  deleteOptOut,
  deleteTags,
  insertOptOut,
  insertTags,
  markStale,
  raiseScores,
} from '../store/marks.ts'
import { saveTraits } from '../store/observed.ts'
import { recompute } from './recompute.ts'

/** Who did it, for "why has she this tag?": a person's name, `journey:…`, `import` … */
export function actorName({ actor }: TxCtx): string {
  return actor.kind === 'nobody' ? 'nobody' : actor.name
}

/** The identifier a mark hangs on: the person's oldest. People without one are passed over. */
async function anchors(tx: TxCtx, personIds: readonly string[]) {
  if (personIds.length === 0) return new Map<string, string>()
  const identifiers = await identifiersOf(tx, [...new Set(personIds)])
  const anchor = new Map<string, string>()
  for (const [personId, list] of identifiers) {
    const oldest = list.toSorted((a, b) => (BigInt(a.identId) < BigInt(b.identId) ? -1 : 1))[0]
    if (oldest) anchor.set(personId, oldest.identId)
  }
  return anchor
}

export interface TagChange {
  personIds: readonly string[]
  tag: string
  by: string
  reason: string
}

/** Tags people; answers who had not had the tag yet. */
export async function addTags(tx: TxCtx, { personIds, tag, by, reason }: TagChange) {
  const anchor = await anchors(tx, personIds)
  const people = [...anchor].map(([personId, identId]) => ({ personId, identId }))
  const mark = { tag, since: tx.now, by, reason }
  const tagged = await insertTags(tx.db, tx.workspaceId, people, mark)
  await changed(tx, tagged, 'tags', `tag +${tag}`)
  return tagged
}

export async function removeTags(tx: TxCtx, { personIds, tag }: Omit<TagChange, 'by' | 'reason'>) {
  const untagged = await deleteTags(tx.db, tx.workspaceId, personIds, tag)
  await changed(tx, untagged, 'tags', `tag -${tag}`)
  return untagged
}

export async function setAttributes(
  tx: TxCtx,
  personId: string,
  attributes: Readonly<Record<string, unknown>>,
  by: string,
): Promise<void> {
  const identId = (await anchors(tx, [personId])).get(personId)
  if (!identId) return
  const traits = Object.entries(attributes).flatMap(([name, raw]) => {
    const value = traitValue(raw)
    return value === undefined ? [] : [{ identId, personId, name, value, at: tx.now, by }]
  })
  await saveTraits(tx.db, tx.secrets, tx.workspaceId, traits)
  await changed(tx, [personId], 'attributes', `set by ${by}`)
}

export interface Raise {
  personId: string
  /** the identifier she acted by, where the caller knows it; else her oldest */
  identId?: string
  tags: readonly string[]
  weight: number
}

/**
 * Raises interest in content tags (mission C3); scores halve every 30 days. The score is written
 * here, the portrait follows within seconds: somebody who clicks ten times is computed once.
 */
export async function raiseInterests(tx: TxCtx, raises: readonly Raise[]): Promise<void> {
  if (raises.length === 0) return
  const anchor = await anchors(
    tx,
    raises.filter((r) => r.identId === undefined).map((r) => r.personId),
  )
  const scores = raises.flatMap(({ personId, tags, weight, identId: actedBy }) => {
    const identId = actedBy ?? anchor.get(personId)
    return identId ? tags.map((tag) => ({ personId, identId, tag, weight })) : []
  })
  if (scores.length === 0) return
  await raiseScores(tx.db, tx.workspaceId, scores, tx.now, HALF_LIFE_DAYS)
  await markStale(tx.db, tx.workspaceId, [...new Set(scores.map((s) => s.personId))], tx.now)
}

/** From now on nothing goes to her by this carrier (`all`: by none). Honoured at the next send. */
export async function optOut(tx: TxCtx, personId: string, carrier: string): Promise<void> {
  const identId = (await anchors(tx, [personId])).get(personId)
  if (!identId) return
  await insertOptOut(
    tx.db,
    tx.workspaceId,
    { personId, identId },
    { carrier, at: tx.now, by: actorName(tx) },
  )
  await changed(tx, [personId], 'consent', `opted out of ${carrier}`)
}

export async function optIn(tx: TxCtx, personId: string, carrier: string): Promise<void> {
  await deleteOptOut(tx.db, tx.workspaceId, personId, carrier)
  await changed(tx, [personId], 'consent', `opted in to ${carrier}`)
}

type What = 'attributes' | 'tags' | 'consent' | 'reachable'

async function changed(tx: TxCtx, personIds: readonly string[], what: What, why: string) {
  if (personIds.length === 0) return
  await recompute(tx, personIds, { why })
  await tx.publish(...personIds.map((personId) => profileChanged({ personId, what: [what] })))
}
