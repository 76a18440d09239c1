import { z } from 'zod'
import type { Says } from '#kernel/locale.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#kernel/time.ts'
import type { Field } from './form.ts'

/** How long: a number an operator would say, with its unit. At most a year. */
export const Duration = z.object({
  amount: z.int().min(1).max(525_600),
  unit: z.enum(['minutes', 'hours', 'days']),
})
export type Duration = z.infer<typeof Duration>

const UNIT_MS = { minutes: MINUTE_MS, hours: HOUR_MS, days: DAY_MS } as const
const UNIT_SAYS: Readonly<Record<Duration['unit'], Says>> = {
  minutes: { 'zh-CN': '分钟', 'zh-TW': '分鐘', en: 'minutes' },
  hours: { 'zh-CN': '小时', 'zh-TW': '小時', en: 'hours' },
  days: { 'zh-CN': '天', 'zh-TW': '天', en: 'days' },
}
const YEAR_MS = 366 * DAY_MS

export const durationMs = ({ amount, unit }: Duration): number => amount * UNIT_MS[unit]
export const isWithinYear = (duration: Duration): boolean => durationMs(duration) <= YEAR_MS
export const TOO_LONG = 'at most a year'

/** `after` this long, from the instant. */
export const after = (at: Date, duration: Duration): Date =>
  new Date(at.getTime() + durationMs(duration))

export const sayDuration = ({ amount, unit }: Duration): Says => ({
  'zh-CN': `${amount} ${UNIT_SAYS[unit]['zh-CN']}`,
  'zh-TW': `${amount} ${UNIT_SAYS[unit]['zh-TW']}`,
  en: `${amount} ${amount === 1 ? UNIT_SAYS[unit].en.slice(0, -1) : UNIT_SAYS[unit].en}`,
})

export const durationFields = (label: Says): Field[] => [
  { key: 'amount', label, input: { kind: 'number', min: 1, max: 525_600 } },
  {
    key: 'unit',
    label: { 'zh-CN': '单位', 'zh-TW': '單位', en: 'Unit' },
    input: {
      kind: 'choice',
      options: Object.entries(UNIT_SAYS).map(([value, text]) => ({ value, label: text })),
    },
  },
]
