import { useTranslation } from 'react-i18next'
import { StatusDot } from '../../ui/StatusDot.tsx'
import type { Broadcast } from './types.ts'

const TONE = { running: 'busy', stopped: 'warn', done: 'good' } as const

export function BroadcastState({ state }: { state: Broadcast['state'] }) {
  const { t } = useTranslation('deliver')
  return <StatusDot tone={TONE[state]}>{t(`broadcast.state.${state}`)}</StatusDot>
}
