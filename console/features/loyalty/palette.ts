import i18next from 'i18next'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import type { PaletteProvider } from '../../shell/palette-items.ts'

const SHOWN = 5

export const couponsInPalette: PaletteProvider = {
  key: 'coupons',
  heading: () => i18next.t('nav:page.coupons'),
  needs: 'loyalty:read',
  search: async (q, { go, signal }) => {
    const { items } = await api.loyalty.listCoupons({ q, limit: SHOWN }, { signal })
    return items.map(({ id, name, status }) => ({
      key: id,
      label: name,
      hint: i18next.t(`loyalty:status.${status}`),
      run: () => go(paths.coupon(id)),
    }))
  },
}
