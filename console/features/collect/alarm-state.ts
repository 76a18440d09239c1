import type { api } from '../../api/client.ts'
import type { Tone } from '../../ui/StatusDot.tsx'

export type Alarm = Awaited<ReturnType<typeof api.collect.alarms>>['items'][number]

export function toneOf(alarm: Pick<Alarm, 'closedAt' | 'ackedAt'>): Tone {
  if (alarm.closedAt) return 'calm'
  return alarm.ackedAt ? 'busy' : 'bad'
}

export function stateOf({ closedBecause, ackedAt }: Pick<Alarm, 'closedBecause' | 'ackedAt'>) {
  return closedBecause ?? (ackedAt ? ('acknowledged' as const) : ('unseen' as const))
}
