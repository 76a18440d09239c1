import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import css from './loyalty.module.css'
import type { Coupon } from './types.ts'

const PARTS = ['redeemed', 'held', 'stock', 'expired', 'revoked'] as const

/** Where all coupons of a batch are now: the parts add up to what was issued. */
export function Balances({ coupon }: { coupon: Coupon }) {
  const { t } = useTranslation('loyalty')
  const format = useFormat()
  const { balances } = coupon
  return (
    <>
      <p className={css.issued}>
        {format.number(balances.issued)} <small>{t('balance.issued')}</small>
      </p>
      <div className={css.bar} aria-hidden="true">
        {PARTS.map((part) => (
          <i
            key={part}
            className={css[part]}
            style={{ flexGrow: balances[part] / Math.max(1, balances.issued) }}
          />
        ))}
      </div>
      <dl className={css.parts}>
        {PARTS.map((part) => (
          <div key={part}>
            <dt>
              <i className={css[part]} /> {t(`balance.${part}`)}
            </dt>
            <dd>{format.share(balances[part], balances.issued)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
