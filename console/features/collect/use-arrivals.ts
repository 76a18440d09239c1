import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api } from '../../api/client.ts'
import { arrived } from './arrivals.ts'

type Live = Awaited<ReturnType<typeof api.collect.live>>
export type LiveEvent = Live['items'][number]

const EVERY_MS = 1_000
const FIRST_LOOK = 100

export interface LiveFilter {
  event?: string | undefined
  person?: string | undefined
}

/** The newest events, asked for every second. While it is paused, news are counted, not shown. */
export function useArrivals({ event, person }: LiveFilter, isPaused: boolean) {
  const [shown, setShown] = useState<readonly LiveEvent[]>([])
  const query = useQuery({
    queryKey: [['collect'], 'arrivals', event, person],
    queryFn: ({ signal }) =>
      api.collect.live(
        { limit: FIRST_LOOK, ...(event && { event }), ...(person && { person }) },
        { signal },
      ),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  })
  const { data } = query
  // Another question begins with an empty page.
  useEffect(() => setShown([]), [event, person])
  useEffect(() => {
    if (data && !isPaused) setShown((known) => arrived(known, data.items))
  }, [data, isPaused])
  const held = data && isPaused ? arrived(shown, data.items).length - shown.length : 0
  return { events: shown, held, stats: data?.stats, error: query.error, isPending: query.isPending }
}
