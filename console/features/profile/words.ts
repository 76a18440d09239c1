import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
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
  return useMemo(
    () => ({
      event: (name: string): string => (isKeyOf('event', name) ? t(`event.${name}`) : name),
      channel: (name: string): string => (isKeyOf('channel', name) ? t(`channel.${name}`) : name),
      source: (name: string): string => (isKeyOf('source', name) ? t(`source.${name}`) : name),
      stage: (name: string): string => (isKeyOf('stage', name) ? t(`stage.${name}`) : name),
      tier: (name: string | null): string => {
        const known = name ?? 'none'
        return isKeyOf('tier', known) ? t(`tier.${known}`) : known
      },
      reason: (name: string): string => (isKeyOf('reason', name) ? t(`reason.${name}`) : name),
    }),
    [t],
  )
}

export type Words = ReturnType<typeof useWords>
