import i18next from 'i18next'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import type { PaletteProvider } from '../../shell/palette-items.ts'

const SHOWN = 6

/** Segments by name. */
export const segmentsInPalette: PaletteProvider = {
  key: 'segments',
  heading: () => i18next.t('nav:page.segments'),
  needs: 'audience:read',
  search: async (q, { go, signal }) => {
    const { items } = await api.audience.listSegments({ q, limit: SHOWN }, { signal })
    return items.map(({ segmentId, name, members }) => ({
      key: segmentId,
      label: name,
      hint: String(members),
      run: () => go(paths.segment(segmentId)),
    }))
  },
}
