import { HOUR_MS } from '#kernel/time.ts'

/** What one event from one source usually is, as it arrived; imports are no flow. */
export interface Flow {
  /** hours since 1970: the first whole hour since it was first seen, at most four weeks ago */
  firstHour: number
  /** events in each hour from then on, the running one left out */
  counts: readonly number[]
}

/** Events in ten minutes each, up to the instant that is judged. */
export interface Recent {
  /** the instant up to which everything that arrived is known */
  until: number
  /** the end of each ten minutes and what came in them; nothing came in those that are missing */
  tens: readonly { endsAt: number; events: number }[]
  /** when the last one came */
  lastAt: number
}

export const TEN_MS = 600_000
export const WEEK_HOURS = 168
export const KEPT_HOURS = 4 * WEEK_HOURS

export const hourOf = (ms: number): number => Math.floor(ms / HOUR_MS)

/** The same flow an hour grain later: what came is put behind, what is older than four weeks goes. */
export function extended(flow: Flow, upTo: number, countAt: (hour: number) => number): Flow {
  const counts = [...flow.counts]
  for (let hour = flow.firstHour + counts.length; hour < upTo; hour++) counts.push(countAt(hour))
  const tooMany = Math.max(0, counts.length - KEPT_HOURS)
  return { firstHour: flow.firstHour + tooMany, counts: counts.slice(tooMany) }
}

/** Events that came after `from`, up to the instant that is judged. */
export const seenSince = (recent: Recent, from: number): number =>
  recent.tens.reduce((sum, ten) => (ten.endsAt > from ? sum + ten.events : sum), 0)
