import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'

const Health = z.object({
  status: z.string(),
  version: z.string().optional(),
  time: z.string().optional(),
  stores: z.record(z.string(), z.unknown()).default({}),
  inbox: z
    .object({
      pending: z.number().default(0),
      oldestAgeMs: z.number().nullish(),
      eventsPerSecond: z.number().nullish(),
    })
    .default({ pending: 0 }),
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
    return Health.parse(await response.json())
  },
  refetchInterval: 5_000,
  retry: false,
})
