import { useTranslation } from 'react-i18next'
import type { State } from '#modules/commerce/model/lifecycle.ts'
import { StatusDot } from '../../ui/StatusDot.tsx'
import type { Tone } from '../../ui/StatusDot.tsx'

const TONE: Readonly<Record<State, Tone>> = {
  submitted: 'busy',
  paid: 'good',
  partly_refunded: 'warn',
  refunded: 'bad',
  cancelled: 'calm',
}

export function OrderState({ state }: { state: State }) {
  const { t } = useTranslation('commerce')
  return <StatusDot tone={TONE[state]}>{t(`state.${state}`)}</StatusDot>
}
