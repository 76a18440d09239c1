import i18next from 'i18next'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import type { PaletteProvider } from '../../shell/palette-items.ts'

const SHOWN = 5

/** Members of staff by name; the page of staff opens with the one who was looked for. */
export const staffInPalette: PaletteProvider = {
  key: 'staff',
  heading: () => i18next.t('nav:page.staff'),
  needs: 'community:read',
  search: async (q, { go, signal }) => {
    const { items } = await api.community.listStaff({ q, limit: SHOWN }, { signal })
    return items.map(({ staffUserid, name }) => ({
      key: staffUserid,
      label: name,
      hint: staffUserid,
      run: () => go(paths.staff({ q: name })),
    }))
  },
}
