import { z } from 'zod'
import { TimeZone } from '#kernel/time-zone.ts'
import { DEFAULT_TIME_ZONE } from '#kernel/time.ts'
import { Carrier, LetterKind } from './carrier.ts'

/** The span in which a cap counts: hours that slide, or a day, week or month of the calendar. */
export const Span = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rolling'),
    hours: z
      .int()
      .min(1)
      .max(24 * 31),
  }),
  z.object({ kind: z.literal('calendar'), unit: z.enum(['day', 'week', 'month']) }),
])
export type Span = z.infer<typeof Span>

export const Cap = z.object({
  id: z.string().regex(/^[a-z0-9_]{1,40}$/),
  /** counted together; empty means all of them */
  carriers: z.array(Carrier).max(5),
  kinds: z.array(LetterKind).min(1),
  max: z.int().min(0).max(1_000),
  span: Span,
})
export type Cap = z.infer<typeof Cap>

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM')

/**
 * How many mass messages WeCom lets one customer receive, corp and staff together: as many a month as
 * it has days, unless the corp's admin chose otherwise (企业微信 92135, read 2026-02). `legacy_4` is
 * the rule before 2023.
 */
export const WecomCap = z.enum(['month_days', 'week_7', 'day_1', 'legacy_4'])
export type WecomCap = z.infer<typeof WecomCap>

/** How much a workspace says to one person at most. */
export const Policy = z.object({
  timeZone: TimeZone,
  caps: z.array(Cap).max(20),
  quietHours: z
    .object({ from: Clock, to: Clock, kinds: z.array(LetterKind).min(1) })
    .refine(({ from, to }) => from !== to, 'quiet hours need a beginning and another end')
    .nullable(),
  wecomCap: WecomCap,
  /** `opt_in`: marketing goes only to people who said yes; `opt_out`: to all but who said no */
  consent: z.enum(['opt_in', 'opt_out']),
  /** a WeCom task that no member of staff confirms is given up after so long */
  staffPatienceHours: z
    .int()
    .min(1)
    .max(24 * 14),
})
export type Policy = z.infer<typeof Policy>

export const DEFAULT_POLICY: Policy = {
  timeZone: DEFAULT_TIME_ZONE,
  caps: [
    {
      id: 'marketing_per_day',
      carriers: [],
      kinds: ['marketing'],
      max: 1,
      span: { kind: 'rolling', hours: 24 },
    },
    {
      id: 'marketing_per_week',
      carriers: [],
      kinds: ['marketing'],
      max: 3,
      span: { kind: 'rolling', hours: 24 * 7 },
    },
    {
      id: 'sms_per_month',
      carriers: ['sms'],
      kinds: ['marketing'],
      max: 4,
      span: { kind: 'calendar', unit: 'month' },
    },
  ],
  quietHours: { from: '22:00', to: '08:00', kinds: ['marketing'] },
  wecomCap: 'month_days',
  consent: 'opt_out',
  staffPatienceHours: 72,
}
