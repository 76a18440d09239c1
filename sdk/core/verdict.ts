import type { Answer } from './host.ts'

/** What an answer means for the batch that was sent. */
export type Verdict = 'taken' | 'later' | 'smaller' | 'refused'

/** Everything that may be different next time is tried again; what is wrong stays wrong. */
export function verdictOf(status: number): Verdict {
  if (status >= 200 && status < 300) return 'taken'
  if (status === 413) return 'smaller'
  const later = status < 200 || status >= 500 || status === 408 || status === 429
  return later ? 'later' : 'refused'
}

/**
 * What Retry-After asks for, in seconds as Siyu says it. 0: nothing. A server that asks for more than
 * an hour has probably made a mistake.
 */
export const patienceMs = (retryAfter: string | undefined): number =>
  Math.min(Number(retryAfter) * 1_000 || 0, 3_600_000)

interface Pace {
  retryFromMs: number
  retryToMs: number
}

/**
 * Twice as long each time, and not everybody at once: between half of the pause and all of it.
 * @param failures how many there were before this one
 * @param chance from 0 to 1
 */
export function pauseMs(pace: Pace, failures: number, chance: number, answer: Answer): number {
  const full = Math.min(pace.retryToMs, pace.retryFromMs * 2 ** failures)
  return Math.max(full * (0.5 + chance / 2), patienceMs(answer.retryAfter))
}
