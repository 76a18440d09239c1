import { StatusDot } from '../../ui/StatusDot.tsx'
import type { Tone } from '../../ui/StatusDot.tsx'
import { useWords } from './words.ts'

const TONE: Readonly<Record<string, Tone>> = {
  new: 'busy',
  active: 'good',
  paying: 'good',
  silent: 'warn',
  lost: 'bad',
}

/** A lifecycle stage as a word with its dot. */
export function StageDot({ stage }: { stage: string }) {
  const words = useWords()
  return <StatusDot tone={TONE[stage] ?? 'calm'}>{words.stage(stage)}</StatusDot>
}
