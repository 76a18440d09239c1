import type { Health } from '../api/health.ts'

/** What flows, as `GET /api/collect/live` tells those who may see it. */
export interface Flow {
  eventsPerSecond: number
  delayMs: number | null
}

export type Beat = 'quiet' | 'flowing' | 'behind' | 'unknown'

const BEHIND_MS = 5_000

/** How the data flow is. What cannot be read is unknown, never quiet. */
export function beatOf(health: Health | undefined, flow: Flow | undefined): Beat {
  if (!health || health.inbox.pending < 0) return 'unknown'
  if (health.inbox.oldestAgeMs > BEHIND_MS) return 'behind'
  return health.inbox.pending > 0 || (flow?.eventsPerSecond ?? 0) > 0 ? 'flowing' : 'quiet'
}
