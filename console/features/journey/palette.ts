import i18next from 'i18next'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import type { PaletteProvider } from '../../shell/palette-items.ts'

const SHOWN = 5

export const journeysInPalette: PaletteProvider = {
  key: 'journeys',
  heading: () => i18next.t('nav:page.journeys'),
  needs: 'journey:read',
  search: async (q, { go, signal }) => {
    const { items } = await api.journey.listJourneys({ q, limit: SHOWN }, { signal })
    return items.map(({ id, name }) => ({
      key: id,
      label: name,
      run: () => go(paths.journey(id)),
    }))
  },
}
