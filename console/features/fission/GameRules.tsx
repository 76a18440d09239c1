import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { paths } from '../../paths.ts'
import { Facts } from '../../ui/Facts.tsx'
import { useFormat } from '../../ui/use-format.ts'
import css from './fission.module.css'
import type { Game } from './types.ts'

/** The rules a running game holds itself to, and the words people read. */
export function GameRules({ game }: { game: Game }) {
  const { t } = useTranslation('fission')
  const format = useFormat()
  const { rules } = game
  return (
    <>
      <Facts
        items={[
          { label: t('form.inviterCoupon'), value: <Coupon id={rules.inviterCouponId} /> },
          { label: t('form.inviteeCoupon'), value: <Coupon id={rules.inviteeCouponId} /> },
          { label: t('form.withinDays'), value: `${rules.withinDays} ${t('form.days')}` },
          { label: t('form.minPay'), value: format.money(rules.minPayFen) },
          {
            label: t('form.maxRewards'),
            value: `${rules.maxRewardsPerInviter} ${t('form.times')}`,
          },
          {
            label: t('form.period'),
            value:
              rules.startsAt || rules.endsAt
                ? `${format.time(rules.startsAt)} – ${format.time(rules.endsAt)}`
                : t('form.always'),
          },
        ]}
      />
      <h3 className={css.h3}>{t('form.readable')}</h3>
      <p className={css.readable}>{rules.readableRules}</p>
    </>
  )
}

function Coupon({ id }: { id: string }) {
  const { data } = useQuery({
    queryKey: ['pick', 'coupon', 'name', id],
    queryFn: async () => (await api.loyalty.getCoupon({ id })).name,
    staleTime: 5 * 60_000,
    retry: false,
  })
  return <Link to={paths.coupon(id)}>{data ?? id.slice(0, 8)}</Link>
}
