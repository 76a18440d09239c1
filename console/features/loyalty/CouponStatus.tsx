import { useTranslation } from 'react-i18next'
import type { Status } from '#modules/loyalty/model/coupon.ts'
import { StatusDot } from '../../ui/StatusDot.tsx'

const TONE = { live: 'good', paused: 'warn', ended: 'calm' } as const

export function CouponStatus({ status }: { status: Status }) {
  const { t } = useTranslation('loyalty')
  return <StatusDot tone={TONE[status]}>{t(`status.${status}`)}</StatusDot>
}
