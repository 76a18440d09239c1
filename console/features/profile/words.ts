import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { orpc } from '../../api/client.ts'
import type { api } from '../../api/client.ts'
import { useMay } from '../../api/may.ts'
import type { profile } from '../../i18n/zh-CN/profile.ts'
import { profile as chinese } from '../../i18n/zh-CN/profile.ts'

type Group = 'event' | 'channel' | 'source' | 'stage' | 'tier' | 'reason'
type KeyOf<G extends Group> = keyof (typeof profile)[G]

const isKeyOf = <G extends Group>(group: G, word: PropertyKey): word is KeyOf<G> =>
  Object.hasOwn(chinese[group], word)

/**
 * The reader's words for names that come from data: events, channels, stages. A name we have no
 * word for is the sender's own and stands as it is.
 */
export function useWords() {
  const { t } = useTranslation('profile')
  const named = useNamedLabels()
  return useMemo(
    () => ({
      event: (name: string): string =>
        isKeyOf('event', name) ? t(`event.${name}`) : (named?.get(name) ?? name),
      channel: (name: string): string => (isKeyOf('channel', name) ? t(`channel.${name}`) : name),
      source: (name: string): string => (isKeyOf('source', name) ? t(`source.${name}`) : name),
      stage: (name: string): string => (isKeyOf('stage', name) ? t(`stage.${name}`) : name),
      tier: (name: string | null): string => {
        const known = name ?? 'none'
        return isKeyOf('tier', known) ? t(`tier.${known}`) : known
      },
      reason: (name: string): string => (isKeyOf('reason', name) ? t(`reason.${name}`) : name),
    }),
    [t, named],
  )
}

const NAMED_MAX = 200
const FRESH_MS = 5 * 60_000

/** What operators call the events that they named. */
function useNamedLabels(): ReadonlyMap<string, string> | undefined {
  const mayRead = useMay()('collect:read')
  return useQuery({
    ...orpc.collect.namedEvents.queryOptions({ input: { limit: NAMED_MAX } }),
    enabled: mayRead,
    staleTime: FRESH_MS,
    select: labelsOf,
  }).data
}

const labelsOf = ({ items }: Awaited<ReturnType<typeof api.collect.namedEvents>>) =>
  new Map(items.map(({ name, label }) => [name, label]))

export type Words = ReturnType<typeof useWords>
