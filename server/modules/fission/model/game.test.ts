import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addHours } from '#kernel/time.ts'
import { GAME, openAt, settle } from './game.ts'
import type { InviteRules, Settling } from './game.ts'
import { spreadNumbers, treeOf } from './tree.ts'
import type { Branch } from './tree.ts'

const NOW = new Date('2026-03-02T02:00:00Z')
const RULES: InviteRules = {
  inviterCouponId: '0190a000-0000-7000-8000-00000000000a',
  inviteeCouponId: '0190a000-0000-7000-8000-00000000000b',
  withinDays: 30,
  minPayFen: 1_000,
  maxRewardsPerInviter: 2,
  readableRules: '好友首单支付后,双方各得一张券。',
}
const order = (over: Partial<Settling> = {}): Settling => ({
  acceptedAt: NOW,
  expiresAt: addDays(NOW, 30),
  isFirstOrder: true,
  payFen: 5_000,
  paidAt: addDays(NOW, 3),
  inviterRewards: 0,
  samePerson: false,
  ...over,
})

describe('an invited friend’s paid order', () => {
  test.each([
    ['her first one rewards both', {}, { kind: 'reward' }],
    [
      'a later one does not: she was no newcomer',
      { isFirstOrder: false },
      { kind: 'refuse', why: 'not_new' },
    ],
    ['a small one leaves the door open', { payFen: 999 }, { kind: 'wait' }],
    [
      'one at the last instant is too late',
      { paidAt: addDays(NOW, 30) },
      { kind: 'refuse', why: 'too_late' },
    ],
    ['nobody invites herself', { samePerson: true }, { kind: 'refuse', why: 'own_invitation' }],
    [
      'an inviter at her limit earns no more',
      { inviterRewards: 2 },
      { kind: 'refuse', why: 'inviter_at_limit' },
    ],
  ] as const)('%s', (_, over, expected) => expect(settle(order(over), RULES)).toEqual(expected))
})

test('a game is open only while live and inside its dates', () => {
  const dated = { ...RULES, startsAt: NOW.toISOString(), endsAt: addHours(NOW, 1).toISOString() }
  expect(openAt('live', dated, NOW)).toEqual({ kind: 'open' })
  expect(openAt('live', dated, addHours(NOW, -1))).toEqual({
    kind: 'closed',
    because: 'not_started',
  })
  expect(openAt('live', dated, addHours(NOW, 1))).toEqual({ kind: 'closed', because: 'ended' })
  expect(openAt('paused', dated, NOW)).toEqual({ kind: 'closed', because: 'not_live' })
})

test('an ended game stays ended', () => {
  expect(Object.values(GAME.ended).filter((next) => next !== 'no_change')).toEqual([
    'refused',
    'refused',
    'refused',
  ])
})

describe('the spread tree', () => {
  const branch = (
    inviter: string,
    invitee: string,
    hours: number,
    state: Branch['state'] = 'accepted',
  ): Branch => ({
    inviter,
    invitee,
    acceptedAt: addHours(NOW, hours),
    state,
  })
  test('generations count from whoever nobody brought', () => {
    const nodes = treeOf([
      branch('1', '2', 1, 'rewarded'),
      branch('2', '3', 2),
      branch('1', '4', 3),
    ])
    expect(Object.fromEntries(nodes.map((n) => [n.personId, n.generation]))).toEqual({
      1: 0,
      2: 1,
      3: 2,
      4: 1,
    })
    const numbers = spreadNumbers(nodes, { inviters: 2, opened: 5, cyclesMs: [] })
    expect(numbers).toMatchObject({ accepted: 3, converted: 1, kFactor: 0.5, generations: 2 })
  })
  test('whatever people do, everybody stands in the forest once and it has no loops', () => {
    const id = fc.integer({ min: 1, max: 8 }).map(String)
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id, fc.nat(100)), { maxLength: 40 }), (pairs) => {
        const nodes = treeOf(pairs.map(([a, b, h]) => branch(a, b, h)))
        expect(new Set(nodes.map((n) => n.personId)).size).toBe(nodes.length)
        const byId = new Map(nodes.map((n) => [n.personId, n]))
        for (const node of nodes)
          expect(node.generation).toBe(
            node.parentId ? (byId.get(node.parentId)?.generation ?? -9) + 1 : 0,
          )
      }),
    )
  })
})
