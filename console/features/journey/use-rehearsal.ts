import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { NODES } from '#modules/journey/model/nodes.ts'
import type { Graph, GraphNode } from '#modules/journey/model/graph.ts'
import { api } from '../../api/client.ts'

export type Crowd = Awaited<ReturnType<typeof api.journey.rehearseCrowd>>

export const REHEARSED_DAYS = [7, 30, 90] as const

interface Asked {
  journeyId: string
  /** Without it the draft as it is saved. */
  graph?: Graph
  triggerId?: string | undefined
  days?: number
}

/** Nobody's life depends on the second: a rehearsal stands until the graph changes or a minute is over. */
const GOOD_FOR_MS = 60_000

export const useCrowd = ({ journeyId, graph, triggerId, days = 30 }: Asked, isWanted: boolean) =>
  useQuery({
    queryKey: [['journey'], 'rehearsal', journeyId, graph, triggerId, days],
    queryFn: ({ signal }) =>
      api.journey.rehearseCrowd({ id: journeyId, graph, triggerId, days }, { signal }),
    enabled: isWanted,
    placeholderData: keepPreviousData,
    staleTime: GOOD_FOR_MS,
    retry: false,
  })

export interface Rehearsal {
  crowd: ReturnType<typeof useCrowd>
  triggers: readonly GraphNode[]
  triggerId: string | undefined
  setTrigger: (id: string) => void
  days: number
  setDays: (days: number) => void
}

/** The draft walked by those who would come in; `undefined` while it is being drawn. */
export function useRehearsal(
  journeyId: string,
  graph: Graph,
  isWanted: boolean,
): Rehearsal | undefined {
  const [days, setDays] = useState(30)
  const [picked, setTrigger] = useState<string>()
  const triggers = graph.nodes.filter(({ kind }) => NODES[kind].role === 'trigger')
  const triggerId = triggers.find(({ id }) => id === picked)?.id ?? triggers[0]?.id
  const crowd = useCrowd({ journeyId, graph, triggerId, days }, isWanted)
  return isWanted ? { crowd, triggers, triggerId, setTrigger, days, setDays } : undefined
}
