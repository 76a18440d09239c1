import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { RemotePick } from '../../form/RemotePick.tsx'
import type { PickProps } from '../../form/RemotePick.tsx'
import { paths } from '../../paths.ts'
import { useFormat } from '../../ui/use-format.ts'

export function CouponPicker(props: PickProps) {
  const { t } = useTranslation('loyalty')
  const format = useFormat()
  return (
    <RemotePick
      {...props}
      kind="coupon"
      placeholder={t('pick.placeholder')}
      search={async (q) => {
        const { items } = await api.loyalty.listCoupons({
          q: q || undefined,
          status: 'live',
          limit: 30,
        })
        return items.map(({ id, name, balances }) => ({
          value: id,
          label: t('pick.option', { name, stock: format.number(balances.stock) }),
        }))
      }}
      nameOf={async (id) => (await api.loyalty.getCoupon({ id })).name}
      empty={<Link to={paths.coupons()}>{t('pick.none')}</Link>}
    />
  )
}
