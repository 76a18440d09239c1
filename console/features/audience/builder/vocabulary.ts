import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../../api/client.ts'
import type { Catalogue } from '#modules/audience/model/form.ts'
import { useWords } from '../../profile/words.ts'

export interface Suggestion {
  value: string
  label: string
}

export interface Vocabulary {
  of: (catalogue: Catalogue) => readonly Suggestion[]
  /** Properties seen with an event. */
  properties: (event: string) => readonly string[]
  segmentName: (id: string) => string
}

const SEGMENTS_MAX = 200

/** What has been seen in this workspace: what a builder suggests. */
export function useVocabulary(): Vocabulary {
  const { t } = useTranslation('kit')
  const words = useWords()
  const { data } = useQuery(orpc.audience.vocabulary.queryOptions({ input: {} }))
  const segments = useQuery(
    orpc.audience.listSegments.queryOptions({ input: { limit: SEGMENTS_MAX } }),
  )
  return useMemo(() => {
    const named = segments.data?.items ?? []
    const plain = (value: string) => ({ value, label: value })
    const channel = (value: string) => ({ value, label: words.channel(value) })
    const lists: Readonly<Record<Catalogue, readonly Suggestion[]>> = {
      event: (data?.events ?? []).map(({ event, label }) => ({
        value: event,
        label: label === null ? words.event(event) : t('namedEvent', { label }),
      })),
      attribute: (data?.attributes ?? []).map(plain),
      tag: (data?.tags ?? []).map(plain),
      carrier: (data?.carriers ?? []).map(channel),
      channel: (data?.channels ?? []).map(channel),
      segment: named.map(({ segmentId, name }) => ({ value: segmentId, label: name })),
    }
    return {
      of: (catalogue) => lists[catalogue],
      properties: (event) => data?.events.find((one) => one.event === event)?.properties ?? [],
      segmentName: (id) => named.find(({ segmentId }) => segmentId === id)?.name ?? id,
    }
  }, [data, segments.data, t, words])
}
