import { useQueries } from '@tanstack/react-query'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { useMay } from '../api/may.ts'
import { LANGUAGES } from '../i18n/names.ts'
import { useGo } from '../ui/use-go.ts'
import { useSettled } from '../ui/use-settled.ts'
import { useWhyNot } from '../ui/use-not-allowed.ts'
import { useCommands } from './commands.ts'
import { NAV } from './nav.ts'
import { matches } from './palette-items.ts'
import type { PaletteItem } from './palette-items.ts'
import { PROVIDERS } from './palette-providers.ts'

export interface PaletteSection {
  key: string
  heading: string
  items: readonly PaletteItem[]
  isSearching: boolean
  hasFailed: boolean
}

const TYPING_PAUSE_MS = 180

/** Pages are found under their names in both languages. */
function usePages(text: string, go: (to: string) => void): PaletteItem[] {
  const { t } = useTranslation('nav')
  const whyNot = useWhyNot()
  return NAV.flatMap(({ group, pages }) =>
    pages
      .map(({ page, to, needs }) => ({
        key: page,
        label: t(`page.${page}`),
        hint: t(`group.${group}`),
        refused: whyNot(needs),
        run: () => go(to),
        words: LANGUAGES.map((lng) => i18next.t(`nav:page.${page}`, { lng })),
      }))
      .filter(({ label, hint, words }) => matches(text, label, hint, ...words)),
  )
}

export function usePaletteResults(text: string, isOpen: boolean): PaletteSection[] {
  const { t } = useTranslation('shell')
  const may = useMay()
  const go = useGo()
  const asked = useSettled(text.trim(), TYPING_PAUSE_MS)
  const providers = PROVIDERS.filter(({ needs }) => may(needs))
  const found = useQueries({
    queries: providers.map((provider) => ({
      queryKey: ['palette', provider.key, asked],
      queryFn: ({ signal }: { signal: AbortSignal }) => provider.search(asked, { go, signal }),
      enabled: isOpen && asked !== '',
      retry: false,
    })),
  })
  const local = { isSearching: false, hasFailed: false }
  const sections: PaletteSection[] = [
    { key: 'pages', heading: t('palette.pages'), items: usePages(text.trim(), go), ...local },
    ...providers.map((provider, i) => ({
      key: provider.key,
      heading: provider.heading(),
      items: (asked === '' ? undefined : found[i]?.data) ?? [],
      isSearching: found[i]?.isLoading ?? false,
      hasFailed: found[i]?.isError ?? false,
    })),
    {
      key: 'commands',
      heading: t('palette.commands'),
      items: useCommands().filter(({ label }) => matches(text.trim(), label)),
      ...local,
    },
  ]
  return sections.filter(
    ({ items, isSearching, hasFailed }) => items.length > 0 || isSearching || hasFailed,
  )
}
