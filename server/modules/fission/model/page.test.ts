import { expect, test } from 'vitest'
import { got, standing } from './page.ts'

const stranger = {
  isInviter: false,
  acceptance: undefined,
  invitationId: 'i1',
  hasBought: false,
}
const took = (invitationId: string, state: 'accepted' | 'rewarded' = 'accepted') => ({
  acceptance: { invitationId, state },
})

test.each([
  ['a newcomer may accept', {}, 'open'],
  ['whoever has bought before cannot be brought', { hasBought: true }, 'not_new'],
  ['an invitation of her own is hers, whatever else', { isInviter: true, hasBought: true }, 'own'],
  ['accepted stays accepted', took('i1'), 'accepted'],
  [
    'a friend who ordered is no stranger',
    { ...took('i1', 'rewarded'), hasBought: true },
    'rewarded',
  ],
  ['whom another brought stays with the first', took('i2'), 'kept'],
] as const)('%s', (_, over, expected) => expect(standing({ ...stranger, ...over })).toBe(expected))

test('the page says honestly when there was no coupon left', () => {
  expect(got('rewarded', 'granted')).toBe('coupon')
  expect(got('rewarded', 'out_of_stock')).toBe('none_left')
  expect(got('accepted', null)).toBeNull()
  expect(got('revoked', 'revoked')).toBeNull()
})
