import { useTranslation } from 'react-i18next'
import { StatusDot } from '../../ui/StatusDot.tsx'

interface SegmentStateProps {
  state: 'draft' | 'live' | 'archived'
  /** Everybody has been looked at under this version. */
  complete: boolean
}

export function SegmentState({ state, complete }: SegmentStateProps) {
  const { t } = useTranslation('audience')
  if (state === 'live' && !complete) return <StatusDot tone="busy">{t('computing')}</StatusDot>
  return <StatusDot tone={state === 'live' ? 'good' : 'calm'}>{t(`state.${state}`)}</StatusDot>
}
