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

export const groupCodesInPalette: PaletteProvider = {
  key: 'group-codes',
  heading: () => i18next.t('nav:page.groupCodes'),
  needs: 'entry:read',
  search: async (q, { go, signal }) => {
    const { items } = await api.entry.listGroupCodes({ q, limit: SHOWN }, { signal })
    return items.map(({ id, name, number }) => ({
      key: id,
      label: name,
      hint: number,
      run: () => go(paths.groupCode(id)),
    }))
  },
}

/** Accounts, and what was posted by them; both are looked at in the account matrix. */
export const accountsInPalette: PaletteProvider = {
  key: 'accounts',
  heading: () => i18next.t('nav:page.accounts'),
  needs: 'entry:read',
  search: async (q, { go, signal }) => {
    const [accounts, posts] = await Promise.all([
      api.entry.listAccounts({ q, limit: SHOWN }, { signal }),
      api.entry.listPosts({ q, limit: SHOWN }, { signal }),
    ])
    return [
      ...accounts.items.map(({ id, name, platform, platformName }) => ({
        key: `account-${id}`,
        label: name,
        hint: platformName,
        run: () => go(paths.accounts({ platform })),
      })),
      ...posts.items.map(({ id, title, accountName }) => ({
        key: `post-${id}`,
        label: title,
        hint: accountName,
        run: () => go(paths.accounts({ q: title })),
      })),
    ]
  },
}
