import i18next from 'i18next'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { matches } from '../../shell/palette-items.ts'
import type { PaletteProvider } from '../../shell/palette-items.ts'

const SHOWN = 5
const MOST = 200

/** The newest broadcasts, by name. */
export const broadcastsInPalette: PaletteProvider = {
  key: 'broadcasts',
  heading: () => i18next.t('nav:page.broadcasts'),
  needs: 'deliver:read',
  search: async (q, { go, signal }) => {
    const { items } = await api.deliver.listBroadcasts({ limit: MOST }, { signal })
    return items
      .filter(({ name }) => matches(q, name))
      .slice(0, SHOWN)
      .map(({ id, name }) => ({ key: id, label: name, run: () => go(paths.broadcast(id)) }))
  },
}
