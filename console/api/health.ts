import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { heardServerTime } from './server-clock.ts'

const Health = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  time: z.string(),
  clock: z.enum(['real', 'virtual']),
  stores: z.record(z.string(), z.object({ status: z.enum(['ok', 'down']), kind: z.string() })),
  inbox: z.object({
    /** -1 when it cannot be told. */
    pending: z.number(),
    oldestAgeMs: z.number(),
  }),
})

export type Health = z.infer<typeof Health>

/** `GET /health`, which needs no login: how the server is and how far its inbox is behind. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: async ({ signal }): Promise<Health> => {
    // An unhealthy server answers 503 with the same body: that is an answer, too.
    const response = await fetch('/health', {
      signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]),
      headers: { accept: 'application/json' },
    })
    const health = Health.parse(await response.json())
    heardServerTime(health.time)
    return health
  },
  refetchInterval: 5_000,
  retry: false,
})
