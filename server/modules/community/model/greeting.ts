import { addMs, SECOND_MS } from '#kernel/time.ts'
import type { GreetingState } from './greeting-states.ts'

/** 企业微信 92137, read 2026-02. */
export const WELCOME_CODE_LIFE_MS = 20 * SECOND_MS

/** A worker that has not written its outcome by then is taken for dead; WeCom is asked again. */
export const LEASE_MS = 12 * SECOND_MS
const TRY_AGAIN_MS = 2 * SECOND_MS
/** Whether a greeting that may have arrived did arrive is asked for so long beyond its time. */
const ASK_UNTIL_MS = 60 * SECOND_MS

/**
 * Until when a newcomer can be greeted (企业微信 92137: 20 s from the event). The clocks of two houses
 * differ, so the later of both instants counts: WeCom's own answer says the last word.
 */
export const deadlineOf = (happenedAt: Date, receivedAt: Date): Date =>
  addMs(happenedAt > receivedAt ? happenedAt : receivedAt, WELCOME_CODE_LIFE_MS)

/** What sending answered. `busy`: it surely did not arrive, and may be tried again. */
export type Answer =
  | { kind: 'sent' }
  | { kind: 'done_before' }
  | { kind: 'busy' }
  | { kind: 'unknown' }
  | { kind: 'too_late' }
  | { kind: 'refused'; reason: string }

export type Next =
  | { kind: 'over'; state: Exclude<GreetingState, Unfinished>; reason?: string }
  | { kind: 'again'; state: 'waiting' | 'unknown'; at: Date; reason: string }
type Unfinished = 'waiting' | 'sending' | 'unknown'

interface Attempt {
  deadlineAt: Date
  unsure: boolean
}

/** Is there still a reason to ask WeCom at all? */
export const worthTrying = ({ deadlineAt, unsure }: Attempt, now: Date): boolean =>
  now <= (unsure ? addMs(deadlineAt, ASK_UNTIL_MS) : deadlineAt)

/**
 * What follows from an answer. A welcome code works once, so asking again is never a second greeting:
 * after an attempt of unknown outcome, "done before" says that it was ours.
 */
export function next(attempt: Attempt, answer: Answer, now: Date): Next {
  const again = addMs(now, TRY_AGAIN_MS)
  switch (answer.kind) {
    case 'sent':
      return { kind: 'over', state: 'sent' }
    case 'done_before':
      return { kind: 'over', state: attempt.unsure ? 'sent' : 'already_done' }
    case 'too_late':
      return over('missed', attempt.unsure ? 'outcome_unknown' : 'too_late')
    case 'refused':
      return over('failed', answer.reason)
    case 'busy':
      if (attempt.unsure && worthTrying(attempt, again))
        return { kind: 'again', state: 'unknown', at: again, reason: 'carrier_busy' }
      if (again > attempt.deadlineAt) return over('missed', 'carrier_busy')
      return { kind: 'again', state: 'waiting', at: again, reason: 'carrier_busy' }
    case 'unknown':
      if (!worthTrying({ ...attempt, unsure: true }, again))
        return over('missed', 'outcome_unknown')
      return { kind: 'again', state: 'unknown', at: again, reason: 'outcome_unknown' }
  }
}

const over = (state: 'missed' | 'failed', reason: string): Next => ({ kind: 'over', state, reason })
