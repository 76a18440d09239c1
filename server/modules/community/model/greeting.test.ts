import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMs, SECOND_MS } from '#kernel/time.ts'
import { deadlineOf, next, worthTrying } from './greeting.ts'
import type { Answer } from './greeting.ts'

const COME = new Date('2026-03-02T02:00:00Z')
const attempt = { deadlineAt: deadlineOf(COME, COME), unsure: false }
const unsure = { ...attempt, unsure: true }

test('a newcomer can be greeted for 20 seconds, by whichever clock is later', () => {
  expect(deadlineOf(COME, addMs(COME, 4_000))).toEqual(addMs(COME, 24_000))
  expect(deadlineOf(addMs(COME, 4_000), COME)).toEqual(addMs(COME, 24_000))
  expect(worthTrying(attempt, addMs(COME, 20_000))).toBe(true)
  expect(worthTrying(attempt, addMs(COME, 20_001))).toBe(false)
})

test.each<[string, Answer, boolean, object]>([
  ['delivered', { kind: 'sent' }, false, { kind: 'over', state: 'sent' }],
  ['another app’s', { kind: 'done_before' }, false, { kind: 'over', state: 'already_done' }],
  ['ours after all', { kind: 'done_before' }, true, { kind: 'over', state: 'sent' }],
  ['expired', { kind: 'too_late' }, false, { state: 'missed', reason: 'too_late' }],
  [
    'expired, maybe sent',
    { kind: 'too_late' },
    true,
    { state: 'missed', reason: 'outcome_unknown' },
  ],
  ['busy', { kind: 'busy' }, false, { kind: 'again', state: 'waiting' }],
  ['busy, maybe sent', { kind: 'busy' }, true, { kind: 'again', state: 'unknown' }],
  ['no answer', { kind: 'unknown' }, false, { kind: 'again', state: 'unknown' }],
  ['refused', { kind: 'refused', reason: 'misconfigured' }, false, { state: 'failed' }],
])('an answer within the time: %s', (_, answer, maybeSent, expected) => {
  expect(next(maybeSent ? unsure : attempt, answer, COME)).toMatchObject(expected)
})

test('whatever WeCom answers, a greeting ends, and is never tried again once it is sure to be late', () => {
  const answers = fc.array(
    fc.record({
      kind: fc.constantFrom('busy' as const, 'unknown' as const),
      tookMs: fc.integer({ min: 0, max: 15_000 }),
    }),
    { minLength: 120, maxLength: 120 },
  )
  fc.assert(
    fc.property(answers, (given) => {
      let now = COME
      let maybeSent = false
      for (const { kind, tookMs } of given) {
        now = addMs(now, tookMs)
        const step = next({ ...attempt, unsure: maybeSent }, { kind }, now)
        if (step.kind === 'over') return step.state === 'missed'
        maybeSent ||= step.state === 'unknown'
        expect(step.at > now).toBe(true)
        expect(step.at <= addMs(attempt.deadlineAt, maybeSent ? 60 * SECOND_MS : 0)).toBe(true)
        now = step.at
      }
      return false
    }),
  )
})
