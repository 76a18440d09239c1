import { z } from 'zod'
import { bigId } from '#kernel/page.ts'
import { fact } from '#platform/outbox/fact.ts'

export const profileChanged = fact(
  'profile.changed',
  z.object({
    personId: bigId,
    what: z.array(z.enum(['attributes', 'tags', 'consent', 'reachable'])),
  }),
)

const change = z.object({ personId: bigId, from: z.string().nullable(), to: z.string().nullable() })
export const stageChanged = fact('profile.stage_changed', change)
export const tierChanged = fact('profile.tier_changed', change)

/** Many at once: interests move with every click. */
export const interestsMoved = fact(
  'profile.interests_moved',
  z.object({ personIds: z.array(bigId) }),
)
