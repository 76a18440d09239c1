import i18next from 'i18next'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import type { PaletteProvider } from '../../shell/palette-items.ts'

const SHOWN = 5

export const contentInPalette: PaletteProvider = {
  key: 'content',
  heading: () => i18next.t('nav:page.library'),
  needs: 'content:read',
  search: async (q, { go, signal }) => {
    const { items } = await api.content.listItems({ q, limit: SHOWN }, { signal })
    return items.map(({ id, title, kind }) => ({
      key: id,
      label: title,
      hint: i18next.t(`content:kind.${kind}`),
      run: () => go(paths.content(id)),
    }))
  },
}
