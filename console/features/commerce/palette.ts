import i18next from 'i18next'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import type { PaletteProvider } from '../../shell/palette-items.ts'
import { formatMoney } from '../../ui/format.ts'
import { currentLanguage } from '../../i18n/language.ts'

const SHOWN = 5

export const ordersInPalette: PaletteProvider = {
  key: 'orders',
  heading: () => i18next.t('nav:page.orders'),
  needs: 'commerce:read',
  search: async (q, { go, signal }) => {
    const { items } = await api.commerce.listOrders({ q, limit: SHOWN }, { signal })
    return items.map(({ orderId, payFen }) => ({
      key: orderId,
      label: orderId,
      hint: formatMoney(payFen, currentLanguage()),
      run: () => go(paths.order(orderId)),
    }))
  },
}

export const productsInPalette: PaletteProvider = {
  key: 'products',
  heading: () => i18next.t('nav:page.products'),
  needs: 'commerce:read',
  search: async (q, { go, signal }) => {
    const { items } = await api.commerce.listProducts({ q, limit: SHOWN }, { signal })
    return items.map(({ productId, name }) => ({
      key: productId,
      label: name,
      hint: productId,
      run: () => go(paths.products({ q: productId })),
    }))
  },
}
