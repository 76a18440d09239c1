import { useTranslation } from 'react-i18next'

const KNOWN = [
  'granted',
  'already_granted',
  'out_of_stock',
  'limit_reached',
  'not_offered',
  'revoked',
  'already_used',
] as const

/** What became of a promised coupon, in words. */
export function useOutcome(): (outcome: string | null) => string {
  const { t } = useTranslation('fission')
  return (outcome) => {
    const known = KNOWN.find((one) => one === outcome)
    return known ? t(`outcome.${known}`) : (outcome ?? '—')
  }
}

const WHY = [
  'first_order_paid',
  'order_refunded',
  'not_new',
  'too_late',
  'own_invitation',
  'inviter_at_limit',
] as const

/** Why an acceptance came to this, in words. */
export function useWhy(): (why: string) => string {
  const { t } = useTranslation('fission')
  return (why) => {
    const known = WHY.find((one) => one === why)
    return known ? t(`why.${known}`) : why
  }
}
