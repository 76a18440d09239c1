import i18next from 'i18next'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import type { PaletteProvider } from '../../shell/palette-items.ts'

const SHOWN = 5

export const codesInPalette: PaletteProvider = {
  key: 'codes',
  heading: () => i18next.t('nav:page.codes'),
  needs: 'entry:read',
  search: async (q, { go, signal }) => {
    const { items } = await api.entry.listCodes({ q, limit: SHOWN }, { signal })
    return items.map(({ id, name, number }) => ({
      key: id,
      label: name,
      hint: number,
      run: () => go(paths.code(id)),
    }))
  },
}
