import { useTranslation } from 'react-i18next'
import type { GameState as State } from '#modules/fission/model/game.ts'
import { StatusDot } from '../../ui/StatusDot.tsx'
import type { Tone } from '../../ui/StatusDot.tsx'

const TONE: Readonly<Record<State, Tone>> = {
  draft: 'calm',
  live: 'good',
  paused: 'warn',
  ended: 'calm',
}

export function GameState({ state }: { state: State }) {
  const { t } = useTranslation('fission')
  return <StatusDot tone={TONE[state]}>{t(`gameState.${state}`)}</StatusDot>
}
