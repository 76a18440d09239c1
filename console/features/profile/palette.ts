import i18next from 'i18next'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import type { PaletteProvider } from '../../shell/palette-items.ts'

const SHOWN = 6

/** People by name, phone or any id. */
export const peopleInPalette: PaletteProvider = {
  key: 'people',
  heading: () => i18next.t('nav:page.people'),
  needs: 'profile:read',
  search: async (q, { go, signal }) => {
    const { items } = await api.profile.listPeople({ q, limit: SHOWN }, { signal })
    return items.map(({ personId, name }) => ({
      key: personId,
      label: name ?? `#${personId}`,
      hint: `#${personId}`,
      run: () => go(paths.person(personId)),
    }))
  },
}

const TAGS_SHOWN = 5

/** Tags by name; a tag's page is the list of who carries it. */
export const tagsInPalette: PaletteProvider = {
  key: 'tags',
  heading: () => i18next.t('nav:page.tags'),
  needs: 'profile:read',
  search: async (q, { go, signal }) => {
    const { items } = await api.profile.listTags({ q }, { signal })
    return items.slice(0, TAGS_SHOWN).map(({ tag, people }) => ({
      key: tag,
      label: tag,
      hint: String(people),
      run: () => go(paths.people({ tag })),
    }))
  },
}
