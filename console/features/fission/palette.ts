import i18next from 'i18next'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { matches } from '../../shell/palette-items.ts'
import type { PaletteProvider } from '../../shell/palette-items.ts'

const SHOWN = 5
const MOST = 200

/** Games by name; a workspace has tens of them, so they are looked through here. */
export const gamesInPalette: PaletteProvider = {
  key: 'games',
  heading: () => i18next.t('nav:page.games'),
  needs: 'fission:read',
  search: async (q, { go, signal }) => {
    const { items } = await api.fission.listGames({ limit: MOST }, { signal })
    return items
      .filter(({ name }) => matches(q, name))
      .slice(0, SHOWN)
      .map(({ gameId, name, state }) => ({
        key: gameId,
        label: name,
        hint: i18next.t(`fission:gameState.${state}`),
        run: () => go(paths.game(gameId)),
      }))
  },
}
