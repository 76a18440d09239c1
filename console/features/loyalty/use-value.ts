import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/use-format.ts'
import type { Coupon } from './types.ts'

/** What a coupon is worth, as people say it: 10 off from 49. */
export function useValue(): (coupon: Coupon) => string {
  const { t } = useTranslation('loyalty')
  const format = useFormat()
  return ({ valueFen, percentOff, thresholdFen }) => {
    const off =
      valueFen === null
        ? t('value.percent', { percent: percentOff ?? 0 })
        : t('value.money', { money: format.money(valueFen) })
    return thresholdFen > 0 ? t('value.from', { threshold: format.money(thresholdFen), off }) : off
  }
}
