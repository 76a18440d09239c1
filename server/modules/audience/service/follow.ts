import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { segmentEntered, segmentLeft } from '../facts.ts'
import { evaluate } from '../model/evaluate.ts'
import { nextFlip } from '../model/flip.ts'
import { dependenciesFirst } from '../model/order.ts'
import type { PersonView } from '../model/person-view.ts'
import { liveSegments } from '../store/segments.ts'
import type { SegmentRow } from '../store/segments.ts'
import { saveVerdicts } from '../store/memberships.ts'
import type { Verdict } from '../store/memberships.ts'
import { loadViews } from './views.ts'

/** Enough people for set-based work, few enough that their histories fit in memory. */
const CHUNK_PEOPLE = 2_000

export interface Look {
  personIds: readonly string[]
  /** what changed; undefined: everything may have */
  changed: readonly string[] | undefined
  why: string
  quiet: boolean
}

/** Lets every live segment that reads what changed look at these people again. */
export async function follow(tx: TxCtx, look: Look): Promise<void> {
  if (look.personIds.length === 0) return
  const live = dependenciesFirst(await liveSegments(tx.db, tx.workspaceId))
  const changed = look.changed && new Set(look.changed)
  const concerned = live.filter((s) => concerns(s, changed))
  // A membership that changes is itself a change for the segments that read it.
  const touched = new Set(concerned.map((s) => `segment:${s.segment_id}`))
  const all = live.filter((s) => concerned.includes(s) || s.reads.some((r) => touched.has(r)))
  await lookAt(tx, all, look)
}

export async function lookAt(
  tx: TxCtx,
  segments: readonly SegmentRow[],
  look: Omit<Look, 'changed'>,
): Promise<void> {
  if (segments.length === 0) return
  const reads = [...new Set(segments.flatMap((s) => s.reads))]
  for (let i = 0; i < look.personIds.length; i += CHUNK_PEOPLE) {
    const chunk = look.personIds.slice(i, i + CHUNK_PEOPLE)
    const views = await loadViews(tx, chunk, reads)
    const verdicts = verdictsOn(tx, segments, [...views.values()], look.why)
    const changes = await saveVerdicts(tx.db, tx.workspaceId, verdicts, tx.now)
    await tx.publish(
      ...changes.map(({ segment_id: segmentId, person_id: personId, entered, why }) =>
        (entered ? segmentEntered : segmentLeft)({ segmentId, personId, why, quiet: look.quiet }),
      ),
    )
  }
}

/** Some reads name a thing (`tag:VIP`), changes may name all of a kind (`tag:*`). */
function concerns(segment: SegmentRow, changed: ReadonlySet<string> | undefined): boolean {
  if (!changed) return true
  return segment.reads.some((r) => changed.has(r) || changed.has(`${r.split(':')[0]}:*`))
}

/** Pure: segments in order, each seeing the memberships that the ones before it decided. */
function verdictsOn(
  ctx: Ctx,
  segments: readonly SegmentRow[],
  people: readonly PersonView[],
  why: string,
): Verdict[] {
  return people.flatMap((person) => {
    const member = new Set(person.segments)
    return segments.map((segment): Verdict => {
      const view = { ...person, segments: [...member] }
      const holds = evaluate(segment.predicate, view, ctx.now)
      if (holds) member.add(segment.segment_id)
      else member.delete(segment.segment_id)
      const dueAt = nextFlip(segment.predicate, view, ctx.now)
      return { segmentId: segment.segment_id, personId: person.personId, holds, dueAt, why }
    })
  })
}
