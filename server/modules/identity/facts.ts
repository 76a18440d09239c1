import { z } from 'zod'
import { bigId } from '#kernel/page.ts'
import { fact } from '#platform/outbox/fact.ts'

/** Somebody new was seen. */
export const personCreated = fact('identity.person_created', z.object({ personId: bigId }))

/** Two turned out to be one: whatever was keyed by `absorbed` belongs to `survivor` now. */
export const personsMerged = fact(
  'identity.persons_merged',
  z.object({ survivor: bigId, absorbed: bigId }),
)

/** These identifiers, and what was done under them, belong to `to` and no longer to `from`. */
export const personSplit = fact(
  'identity.person_split',
  z.object({ from: bigId, to: bigId, identIds: z.array(bigId) }),
)
