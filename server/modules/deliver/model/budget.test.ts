import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addHours, addMinutes, HOUR_MS } from '#kernel/time.ts'
import { decide } from './budget.ts'
import type { Request, Use } from './budget.ts'
import { LETTER, LETTER_ACTS, LETTER_STATES } from './letter.ts'
import { DEFAULT_POLICY } from './policy.ts'
import type { Policy } from './policy.ts'
import { quietUntil } from './span.ts'

const MORNING = new Date('2026-03-02T02:00:00Z') // Monday, 10:00 in Shanghai
const asks = (more: Partial<Request> = {}): Request => ({
  carrier: 'wecom_message',
  kind: 'marketing',
  timeZone: 'Asia/Shanghai',
  optedOut: false,
  optedIn: false,
  ...more,
})
const used = (at: Date, more: Partial<Use> = {}): Use => ({
  letterId: 'l',
  carrier: 'wecom_message',
  kind: 'marketing',
  at,
  ...more,
})

describe('whether a letter may go', () => {
  test('the first of the day goes at once', () => {
    expect(decide(DEFAULT_POLICY, [], asks(), MORNING)).toEqual({ kind: 'send_now' })
  })
  test('a second within 24 hours is withheld, and the cap is named', () => {
    const history = [used(addHours(MORNING, -23), { carrier: 'sms' })]
    expect(decide(DEFAULT_POLICY, history, asks(), MORNING)).toEqual({
      kind: 'withhold',
      reason: 'cap_reached',
      capId: 'marketing_per_day',
    })
  })
  test('a service letter is not counted as marketing', () => {
    const history = [used(addHours(MORNING, -1))]
    expect(decide(DEFAULT_POLICY, history, asks({ kind: 'service' }), MORNING).kind).toBe(
      'send_now',
    )
  })
  test('who opted out gets nothing, whatever is left', () => {
    expect(decide(DEFAULT_POLICY, [], asks({ optedOut: true }), MORNING)).toMatchObject({
      reason: 'opted_out',
    })
  })
  test('where consent is demanded, silence is no consent', () => {
    const strict: Policy = { ...DEFAULT_POLICY, consent: 'opt_in' }
    expect(decide(strict, [], asks(), MORNING)).toMatchObject({ reason: 'no_consent' })
    expect(decide(strict, [], asks({ optedIn: true }), MORNING).kind).toBe('send_now')
    expect(decide(strict, [], asks({ kind: 'service' }), MORNING).kind).toBe('send_now')
  })
  test('a letter held until the morning is withheld when the window closes in the night', () => {
    const night = new Date('2026-03-02T15:00:00Z')
    const window = { closesAt: addHours(night, 2), left: 3 }
    expect(decide(DEFAULT_POLICY, [], asks({ window }), night)).toMatchObject({
      reason: 'window_closed',
    })
  })
  test('WeCom lets a customer receive as many a month as it has days', () => {
    const open: Policy = { ...DEFAULT_POLICY, caps: [] }
    const thirty = Array.from({ length: 30 }, (_, i) => used(addMinutes(MORNING, i)))
    expect(decide(open, thirty, asks(), MORNING).kind).toBe('send_now')
    expect(decide(open, [...thirty, used(MORNING)], asks(), MORNING)).toMatchObject({
      reason: 'platform_cap',
    })
  })
})

describe('quiet hours', () => {
  test.each([
    ['Asia/Shanghai', '2026-03-02T13:59:00Z', undefined],
    ['Asia/Shanghai', '2026-03-02T14:00:00Z', '2026-03-03T00:00:00.000Z'],
    ['Asia/Shanghai', '2026-03-02T23:59:00Z', '2026-03-03T00:00:00.000Z'],
    ['Asia/Shanghai', '2026-03-03T00:00:00Z', undefined],
    ['America/New_York', '2026-03-08T04:00:00Z', '2026-03-08T12:00:00.000Z'], // clocks go forward
    ['Asia/Kathmandu', '2026-03-02T18:00:00Z', '2026-03-03T02:15:00.000Z'],
  ])('in %s at %s they end at %s', (zone, at, ends) => {
    const until = quietUntil({ from: '22:00', to: '08:00' }, new Date(at), zone)
    expect(until?.toISOString()).toBe(ends)
  })
})

test('whatever is asked, whenever, no cap is ever overrun in any window', () => {
  const policy: Policy = { ...DEFAULT_POLICY, wecomCap: 'week_7' }
  const asking = fc.record({
    minutes: fc.integer({ min: 0, max: 900 }),
    carrier: fc.constantFrom('wecom_message' as const, 'sms' as const),
    kind: fc.constantFrom('marketing' as const, 'service' as const),
    timeZone: fc.constantFrom('Asia/Shanghai', 'America/New_York'),
  })
  fc.assert(
    fc.property(fc.array(asking, { maxLength: 60 }), (requests) => {
      const history: Use[] = []
      let now = MORNING
      for (const { minutes, ...request } of requests) {
        now = addMinutes(now, minutes)
        const decision = decide(policy, history, asks(request), now)
        if (decision.kind === 'withhold') continue
        const at = decision.kind === 'hold_until' ? decision.at : now
        if (request.kind === 'marketing')
          expect(quietUntil({ from: '22:00', to: '08:00' }, at, request.timeZone)).toBeUndefined()
        history.push(used(at, request))
      }
      const marketing = history.filter(({ kind }) => kind === 'marketing')
      for (const { at } of marketing)
        for (const [hours, max] of [
          [24, 1],
          [168, 3],
        ] as const) {
          const inWindow = marketing.filter(
            (use) =>
              use.at.getTime() >= at.getTime() && use.at.getTime() < at.getTime() + hours * HOUR_MS,
          )
          expect(inWindow.length).toBeLessThanOrEqual(max)
        }
    }),
    { numRuns: 500 },
  )
})

test('what is over stays over, and nothing unknown is ever sent again by itself', () => {
  for (const state of ['sent', 'failed', 'withheld', 'expired'] as const)
    for (const act of LETTER_ACTS) expect(LETTER[state][act]).toBe('refused')
  expect(LETTER.unknown.claim).toBe('refused')
  for (const state of LETTER_STATES) expect(Object.keys(LETTER[state])).toEqual([...LETTER_ACTS])
})
