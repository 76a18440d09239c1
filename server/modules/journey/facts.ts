import { z } from 'zod'
import { bigId } from '#kernel/page.ts'
import { fact } from '#platform/outbox/fact.ts'

/** A person reached what the journey is for. */
export const goalReached = fact(
  'journey.goal_reached',
  z.object({ journeyId: z.uuid(), runId: z.uuid(), personId: bigId, nodeId: z.string() }),
)
