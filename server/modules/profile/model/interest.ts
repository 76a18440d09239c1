import { DAY_MS } from '#kernel/time.ts'

/** Interest fades: half of it is gone after 30 days. */
export const HALF_LIFE_DAYS = 30

export const decayed = (score: number, since: Date, now: Date): number =>
  score * 0.5 ** (Math.max(0, now.getTime() - since.getTime()) / (HALF_LIFE_DAYS * DAY_MS))

/** Below this an interest is noise and leaves the portrait. */
export const FAINT = 0.05
