import { z } from 'zod'
import { inAll } from '#kernel/locale.ts'
import { addMs, isTimeZone } from '#kernel/time.ts'

const instant = z.iso.datetime({ offset: true })

/** What every question about the past takes: a half-open range, a zone, and what was known when. */
export const range = {
  from: instant,
  to: instant,
  /** counts only what had happened by then; default: now */
  asOf: instant.optional(),
  timeZone: z
    .string()
    .refine(isTimeZone, {
      message: inAll({
        'zh-CN': '须为 IANA 时区,如 Asia/Shanghai',
        'zh-TW': '須為 IANA 時區，如 Asia/Taipei',
        en: 'must be an IANA time zone such as Asia/Shanghai',
      }),
    })
    .default('Asia/Shanghai'),
}

export interface Range {
  from: Date
  /** exclusive; at most the millisecond after `asOf`, so that what happens at `asOf` counts */
  to: Date
  asOf: Date
  timeZone: string
}

/** The range as a query uses it: nothing later than `asOf` can count. */
export function rangeOf(
  input: { from: string; to: string; asOf?: string | undefined; timeZone: string },
  now: Date,
): Range {
  const asOf = input.asOf ? kept(input.asOf) : now
  const to = kept(input.to)
  const end = addMs(asOf, 1)
  return { from: kept(input.from), to: to < end ? to : end, asOf, timeZone: input.timeZone }
}

/** Nothing happened before 1970 or will before 2200, and no store counts days beyond its calendar. */
const FIRST = new Date('1970-01-01T00:00:00Z')
const LAST = new Date('2200-01-01T00:00:00Z')

function kept(instant: string): Date {
  const at = new Date(instant)
  if (at < FIRST) return FIRST
  return at > LAST ? LAST : at
}

/** The period of the same length just before. */
export const previousOf = ({ from, to, asOf, timeZone }: Range): Range => ({
  from: new Date(from.getTime() - (to.getTime() - from.getTime())),
  to: from,
  asOf,
  timeZone,
})

/** How fresh an answer is, and what it was asked of. Every answer carries it (law 11). */
export const Freshness = z.object({
  asOf: z.iso.datetime(),
  /** when the newest event in history was received; null when there is none */
  latestEventAt: z.iso.datetime().nullable(),
  tookMs: z.int(),
})
