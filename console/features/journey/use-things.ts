import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Graph } from '#modules/journey/model/graph.ts'
import { api } from '../../api/client.ts'

type Kind = 'content' | 'coupon' | 'segment'

const ASK: Readonly<Record<Kind, (id: string) => Promise<string>>> = {
  content: async (id) => (await api.content.getItem({ id })).title,
  coupon: async (id) => (await api.loyalty.getCoupon({ id })).name,
  segment: async (segmentId) => (await api.audience.segment({ segmentId })).name,
}

function thingsIn({ nodes }: Graph): { kind: Kind; id: string }[] {
  const found = new Map<string, Kind>()
  for (const { config } of nodes)
    for (const [kind, id] of [
      ['content', config.contentId],
      ['coupon', config.couponId],
      ['segment', config.segmentId],
    ] as const)
      if (typeof id === 'string' && id !== '') found.set(id, kind)
  return [...found].map(([id, kind]) => ({ id, kind }))
}

/** The names of what a graph works with: contents, coupons, segments. */
export function useThings(graph: Graph): Readonly<Record<string, string>> {
  const things = useMemo(() => thingsIn(graph), [graph])
  return useQueries({
    queries: things.map(({ kind, id }) => ({
      queryKey: ['pick', kind, 'name', id],
      queryFn: () => ASK[kind](id),
      staleTime: 5 * 60_000,
      retry: false,
    })),
    // A plain record is compared by value, so that an answer that says the same draws nothing anew.
    combine: (answers) =>
      Object.fromEntries(
        answers.flatMap(({ data }, i) => {
          const id = things[i]?.id
          return data && id ? [[id, data]] : []
        }),
      ),
  })
}
