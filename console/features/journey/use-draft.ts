import { useMutation } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useReducer, useState } from 'react'
import type { Graph } from '#modules/journey/model/graph.ts'
import { api, orpc } from '../../api/client.ts'
import { queryClient } from '../../api/query-client.ts'
import { begin, travel } from './history.ts'
import type { Step } from './history.ts'
import type { JourneyDetail } from './types.ts'

const PAUSE_MS = 700

export interface Draft {
  graph: Graph
  act: (step: Step) => void
  canUndo: boolean
  canRedo: boolean
  state: 'saved' | 'changed' | 'saving' | 'refused'
  error: Error | null
}

/** The draft as it is being drawn: with its history, saving itself after a pause. */
export function useDraft(journey: JourneyDetail): Draft {
  const [history, act] = useReducer(travel, journey.draft, begin)
  const [saved, setSaved] = useState({ graph: journey.draft, at: journey.draftSavedAt })
  const saving = useMutation({
    mutationFn: (graph: Graph) =>
      api.journey.saveJourney({ id: journey.id, graph, savedAt: saved.at }),
    onSuccess: (answer, graph) => {
      setSaved({ graph, at: answer.draftSavedAt })
      queryClient.setQueryData(orpc.journey.journey.queryKey({ input: { id: journey.id } }), answer)
    },
  })
  const graph = history.present
  const isChanged = graph !== saved.graph
  const save = useEffectEvent(() => {
    if (!saving.isPending) saving.mutate(graph)
  })
  useEffect(() => {
    if (!isChanged || saving.isPending || saving.isError) return
    const timer = setTimeout(save, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [graph, isChanged, saving.isPending, saving.isError])
  // What was refused is tried again when something changes, not in a loop.
  const reset = useEffectEvent(() => {
    if (saving.isError) saving.reset()
  })
  useEffect(() => {
    reset()
  }, [graph])
  useEffect(() => {
    if (!isChanged) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isChanged])

  return {
    graph,
    act,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    state: saving.isPending
      ? 'saving'
      : saving.isError
        ? 'refused'
        : isChanged
          ? 'changed'
          : 'saved',
    error: saving.error,
  }
}
