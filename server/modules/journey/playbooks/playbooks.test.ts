import { expect, test } from 'vitest'
import { check } from '../model/check.ts'
import { PLAYBOOK_IDS } from '../model/playbook-ids.ts'
import { planOf } from '../model/plan.ts'
import { rehearse } from '../model/rehearse.ts'
import { addDays, addHours } from '#kernel/time.ts'
import { PLAYBOOKS } from './playbooks.ts'

const uuid = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** An id for everything the playbook needs. */
function made(id: (typeof PLAYBOOK_IDS)[number]) {
  const { needs } = PLAYBOOKS[id]
  let n = 0
  const ids = (of: object) => Object.fromEntries(Object.keys(of).map((key) => [key, uuid(++n)]))
  return {
    contents: ids(needs.contents),
    coupons: ids(needs.coupons),
    segments: ids(needs.segments),
  }
}

test.each(PLAYBOOK_IDS)('the playbook %s may be published as it comes', (id) => {
  const things = made(id)
  const known = {
    contents: new Set(Object.values(things.contents)),
    coupons: new Set(Object.values(things.coupons)),
    segments: new Set(Object.values(things.segments)),
  }
  expect(check(PLAYBOOKS[id].instantiate(things), known)).toEqual([])
})

test('on the ladder a looker without orders gets the first coupon, and three orders reach the goal', () => {
  const things = made('coupon-ladder')
  const from = new Date('2026-03-02T02:00:00Z')
  const event = (name: string, at: Date) => ({
    event: name,
    at,
    messageId: `${name}${at.getTime()}`,
    properties: {},
  })
  const { steps, standsAt } = rehearse({
    plan: planOf(PLAYBOOKS['coupon-ladder'].instantiate(things)),
    person: {
      personId: '7',
      createdAt: from,
      attributes: {},
      tags: [],
      stage: 'new',
      tier: undefined,
      interests: {},
      reachable: [],
      segments: [],
      events: [],
    },
    triggerId: 'joined',
    from,
    until: addDays(from, 60),
    script: [
      event('product_viewed', addHours(from, 20)),
      event('order_paid', addHours(from, 30)),
      event('product_viewed', addHours(from, 40)),
      event('order_paid', addHours(from, 80)),
      event('order_paid', addHours(from, 100)),
    ],
    salt: 'j',
  })
  const path = steps.map(({ nodeId, exit }) => `${nodeId}.${exit}`)
  expect(path.slice(0, 4)).toEqual([
    'joined.entered',
    'packet.granted',
    'hello.sent_or_queued',
    'first_day.timed_out',
  ])
  expect(path).toContain('coupon_1.granted')
  expect(path).toContain('letter_1.sent_or_queued')
  expect(path.slice(-2)).toEqual(['rest.goal', 'regular.reached'])
  expect(steps.at(-1)?.at).toEqual(addHours(from, 100))
  expect(standsAt).toBeUndefined()
})
