import { STATE_SAYS } from '#modules/journey/model/lifecycle.ts'
import type { JourneyState as State } from '#modules/journey/model/lifecycle.ts'
import { useSays } from '../../i18n/use-says.ts'
import { StatusDot } from '../../ui/StatusDot.tsx'
import type { Tone } from '../../ui/StatusDot.tsx'

const TONE: Readonly<Record<State, Tone>> = {
  draft: 'calm',
  live: 'good',
  paused: 'warn',
  ended: 'calm',
}

export function JourneyState({ state }: { state: State }) {
  const say = useSays()
  return <StatusDot tone={TONE[state]}>{say(STATE_SAYS[state])}</StatusDot>
}
