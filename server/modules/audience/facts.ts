import { z } from 'zod'
import { bigId } from '#kernel/page.ts'
import { fact } from '#platform/outbox/fact.ts'

const passage = z.object({
  segmentId: z.uuid(),
  personId: bigId,
  /** an event's name, `time`, `backfill`, `merge` … */
  why: z.string(),
  /** by imported history, a merge or a split, or the first look at everybody: no news to act on */
  quiet: z.boolean(),
})

export const segmentEntered = fact('audience.segment_entered', passage)
export const segmentLeft = fact('audience.segment_left', passage)
