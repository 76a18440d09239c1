import { LETTER_SAYS } from '#modules/deliver/model/letter.ts'
import type { LetterState } from '#modules/deliver/model/letter.ts'
import { useSays } from '../../i18n/use-says.ts'
import { StatusDot } from '../../ui/StatusDot.tsx'
import type { Tone } from '../../ui/StatusDot.tsx'

const TONE: Readonly<Record<LetterState, Tone>> = {
  queued: 'busy',
  held: 'warn',
  sending: 'busy',
  created: 'warn',
  sent: 'good',
  failed: 'bad',
  unknown: 'warn',
  withheld: 'calm',
  expired: 'calm',
}

/** A created task is not a sent letter, and says so. */
export function LetterStateDot({ state }: { state: LetterState }) {
  const say = useSays()
  return <StatusDot tone={TONE[state]}>{say(LETTER_SAYS[state])}</StatusDot>
}
