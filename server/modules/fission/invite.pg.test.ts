import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '#kernel/time.ts'
import { recordEvents } from '#modules/collect/service.ts'
import type { NewEvent } from '#modules/collect/service.ts'
import { findIdentifier, merge } from '#modules/identity/service.ts'
import { CouponInput } from '#modules/loyalty/model/coupon.ts'
import { createCoupon, getCoupon } from '#modules/loyalty/service/coupons.ts'
import { must } from '#kernel/assert.ts'
import type { IdentifierRef } from '#platform/event.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { actOnGame, createGame } from './service/games.ts'
import { accept, invite } from './service/invitations.ts'
import { tree } from './service/tree.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const user = (value: string): IdentifierRef => ({ kind: 'user_id', scope: '', value })
const record = async (...events: NewEvent[]) => {
  await server
    .ctx()
    .transact((tx) => recordEvents(tx, events, { source: 'shop', channel: 'server' }))
  await server.settle()
}
const paid = (who: string, orderId: string, payFen = 5_000): NewEvent => ({
  event: 'order_paid',
  messageId: `paid:${orderId}`,
  at: server.clock.now(),
  identifiers: [user(who)],
  properties: { order_id: orderId, pay_fen: payFen },
})
const refunded = (who: string, orderId: string): NewEvent => ({
  event: 'refund_completed',
  messageId: `refund:${orderId}`,
  at: server.clock.now(),
  identifiers: [user(who)],
  properties: { order_id: orderId, refund_id: `r-${orderId}`, refund_fen: 5_000 },
})
const coupon = (stock: number) =>
  createCoupon(
    server.ctx(),
    CouponInput.parse({ name: '邀请券', valueFen: 500, stock, limitPerPerson: 20, validDays: 30 }),
  )
async function liveGame(stock = 100) {
  const [a, b] = [await coupon(stock), await coupon(stock)]
  const game = await createGame(server.ctx(), {
    name: '邀请有礼',
    rules: {
      inviterCouponId: a.id,
      inviteeCouponId: b.id,
      withinDays: 30,
      minPayFen: 0,
      maxRewardsPerInviter: 20,
      readableRules: '好友首单支付后,双方各得一张券。',
    },
  })
  await actOnGame(server.ctx(), { gameId: game.gameId, act: 'publish' })
  return { gameId: game.gameId, inviterCoupon: a.id, inviteeCoupon: b.id }
}
const held = async (id: string) => (await getCoupon(server.ctx(), { id })).balances.held
const bring = async (gameId: string, inviter: string, friend: string) => {
  const { code } = await invite(server.ctx(), { gameId, identifiers: [user(inviter)] })
  return accept(server.ctx(), { code, identifiers: [user(friend)] })
}

test('both get a coupon when the friend’s first order is paid, and lose it when he refunds', async () => {
  const { gameId, inviterCoupon, inviteeCoupon } = await liveGame()
  await bring(gameId, 'lin', 'bo')
  expect(await held(inviterCoupon)).toBe(0)
  await record(paid('bo', 'o1'))
  expect([await held(inviterCoupon), await held(inviteeCoupon)]).toEqual([1, 1])
  await record(paid('bo', 'o1-again'))
  expect(await held(inviterCoupon)).toBe(1)
  await record(refunded('bo', 'o1'))
  expect([await held(inviterCoupon), await held(inviteeCoupon)]).toEqual([0, 0])
  const spread = await tree(server.ctx(), { gameId, limit: 10 })
  expect(spread.rewards).toMatchObject([{ state: 'revoked', why: 'order_refunded', orderId: 'o1' }])
})

test('an invitation is made once and stays the same', async () => {
  const { gameId } = await liveGame()
  const once = await invite(server.ctx(), { gameId, identifiers: [user('mei')] })
  const twice = await invite(server.ctx(), { gameId, identifiers: [user('mei')] })
  expect(twice.code).toBe(once.code)
})

test('two friends at the same instant: one of them has brought her, not both', async () => {
  const { gameId } = await liveGame()
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, (_, i) => bring(gameId, `inviter-${i}`, 'wanted')),
  )
  expect(outcomes.filter((o) => o.outcome === 'accepted')).toHaveLength(1)
  expect(outcomes.filter((o) => o.outcome === 'kept')).toHaveLength(7)
})

test('who has bought before cannot be brought, and nobody invites herself', async () => {
  const { gameId } = await liveGame()
  await record(paid('old-friend', 'before'))
  await expect(bring(gameId, 'lin2', 'old-friend')).rejects.toThrow(/not_new/)
  await expect(bring(gameId, 'lin2', 'lin2')).rejects.toThrow(/own_invitation/)
})

test('a friend who turns out to be the inviter earns nothing', async () => {
  const { gameId, inviterCoupon } = await liveGame()
  await bring(gameId, 'twin-a', 'twin-b-browser')
  const idOf = async (who: string) =>
    must(await findIdentifier(server.ctx(), user(who)), who).personId
  const [a, b] = [await idOf('twin-a'), await idOf('twin-b-browser')]
  await merge(server.ctx(), { a, b, why: '同一人' })
  await server.settle()
  await record(paid('twin-b-browser', 'own-order'))
  const spread = await tree(server.ctx(), { gameId, limit: 10 })
  expect(spread.rewards).toMatchObject([{ state: 'refused', why: 'own_invitation' }])
  expect(await held(inviterCoupon)).toBe(0)
})

test('with 5 coupons left and 200 friends paying at once, exactly 5 inviters are rewarded', async () => {
  const { gameId, inviterCoupon } = await liveGame(5)
  const friends = Array.from({ length: 200 }, (_, i) => `crowd-${i}`)
  for (const friend of friends) await bring(gameId, `of-${friend}`, friend)
  await record(...friends.map((friend) => paid(friend, `order-${friend}`)))
  const { balances } = await getCoupon(server.ctx(), { id: inviterCoupon })
  expect(balances).toMatchObject({ held: 5, stock: 0 })
  const spread = await tree(server.ctx(), { gameId, limit: 1_000 })
  const outcomes = Map.groupBy(spread.rewards, (r) => r.inviterOutcome)
  expect(outcomes.get('granted')).toHaveLength(5)
  expect(outcomes.get('out_of_stock')).toHaveLength(195)
})

test('a friend who never buys leaves the door after 30 days', async () => {
  const { gameId } = await liveGame()
  await bring(gameId, 'patient', 'idle')
  await server.moveTo(addDays(server.clock.now(), 30))
  const spread = await tree(server.ctx(), { gameId, limit: 10 })
  expect(spread.rewards).toMatchObject([{ state: 'expired' }])
})

test('the page shows the rules and takes an acceptance', async () => {
  const { gameId } = await liveGame()
  const { code } = await invite(server.ctx(), { gameId, identifiers: [user('host')] })
  const page = await server.app.request(`/i/${code}`)
  const html = await page.text()
  expect(page.status).toBe(200)
  expect(html).toContain('好友首单支付后')
  expect(html.length).toBeLessThan(20_000)
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? ''
  const done = await server.app.request(`/i/${code}/accept`, {
    method: 'POST',
    headers: { cookie },
  })
  expect(await done.text()).toContain('已接受邀请')
  expect((await server.app.request('/i/nosuchcode')).status).toBe(404)
})
