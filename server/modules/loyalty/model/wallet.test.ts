import { expect, test } from 'vitest'
import { addDays } from '#kernel/time.ts'
import { walletCoupon, walletOrder } from './wallet.ts'

const NOW = new Date('2026-03-02T02:00:00Z')
const gift = {
  ...{ name: '新人券', description: '', kind: 'general' as const },
  ...{ thresholdFen: 0, valueFen: 800, percentOff: null, validDays: 30, validUntil: null },
}
const held = {
  ...{ state: 'held' as const, code: 'ABCD', validFrom: NOW },
  ...{ expiresAt: addDays(NOW, 3), redeemedAt: undefined },
}

test('a coupon in hand shows its code until the instant its time is over', () => {
  expect(walletCoupon(held, gift, NOW)).toMatchObject({ state: 'held', code: 'ABCD' })
  expect(walletCoupon(held, gift, held.expiresAt)).toMatchObject({ state: 'expired', code: null })
})

test('a coupon that was used or taken back shows no code', () => {
  for (const state of ['redeemed', 'revoked', 'expired'] as const)
    expect(walletCoupon({ ...held, state }, gift, NOW)).toMatchObject({ state, code: null })
})

test('what ends soonest stands first, what is over stands last', () => {
  const at = (days: number, state: 'held' | 'redeemed' | 'expired' = 'held') =>
    walletCoupon({ ...held, state, expiresAt: addDays(NOW, days) }, gift, NOW)
  const wallet = [at(9), at(-1, 'expired'), at(2), at(5, 'redeemed'), at(-3, 'expired')]
  expect(wallet.toSorted(walletOrder).map((c) => [c.state, c.expiresAt.slice(0, 10)])).toEqual([
    ['held', '2026-03-04'],
    ['held', '2026-03-11'],
    ['redeemed', '2026-03-07'],
    ['expired', '2026-03-01'],
    ['expired', '2026-02-27'],
  ])
})
