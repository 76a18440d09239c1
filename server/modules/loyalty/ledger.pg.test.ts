import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensurePerson, identifiersOf, merge, split } from '#modules/identity/service.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { addDays } from '#kernel/time.ts'
import { CouponInput } from './model/coupon.ts'
import { changeStock, couponLedger, createCoupon, getCoupon } from './service/coupons.ts'
import { listGrants, redeemCoupon } from './service/grants.ts'
import { giveBack, useGrants } from './service/moving.ts'
import { grantCoupon, revokeGrant } from './service.ts'
import { lockGrants } from './store/grants.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

let names = 0
const person = (name = `u${names++}`) =>
  server
    .ctx()
    .transact((tx) => ensurePerson(tx, [{ kind: 'user_id', scope: '', value: `${name}-loyalty` }]))

const coupon = (over: Record<string, unknown> = {}) =>
  createCoupon(
    server.ctx(),
    CouponInput.parse({ name: '新人券', valueFen: 500, stock: 50, validDays: 7, ...over }),
  )

const grant = (couponId: string, personId: string, key: string) =>
  server.ctx().transact((tx) => grantCoupon(tx, { couponId, personId, key, reason: 'test' }))

const reconciles = async (id: string) =>
  (await couponLedger(server.ctx(), { id, limit: 1 })).reconciles

test('200 people at once claim a stock of 50: exactly 50 get one', async () => {
  const { id } = await coupon({ limitPerPerson: 1 })
  const people = await Promise.all(Array.from({ length: 200 }, () => person()))
  const outcomes = await Promise.all(people.map((p) => grant(id, p, `claim:${p}`)))
  expect(outcomes.filter((o) => o.kind === 'granted')).toHaveLength(50)
  expect(outcomes.filter((o) => o.kind === 'out_of_stock')).toHaveLength(150)
  expect((await getCoupon(server.ctx(), { id })).balances).toEqual({
    issued: 50,
    stock: 0,
    held: 50,
    redeemed: 0,
    expired: 0,
    revoked: 0,
  })
  expect(await reconciles(id)).toBe(true)
})

test('the same claim 30 times at once is one coupon', async () => {
  const { id } = await coupon({ limitPerPerson: 5 })
  const p = await person()
  const outcomes = await Promise.all(Array.from({ length: 30 }, () => grant(id, p, 'one key')))
  expect(outcomes.filter((o) => o.kind === 'granted')).toHaveLength(1)
  expect(new Set(outcomes.map((o) => 'grantId' in o && o.grantId)).size).toBe(1)
})

test('a person’s limit holds against her own haste', async () => {
  const { id } = await coupon({ limitPerPerson: 2 })
  const p = await person()
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, i) => grant(id, p, `haste:${i}`)),
  )
  expect(outcomes.filter((o) => o.kind === 'granted')).toHaveLength(2)
  expect(outcomes.filter((o) => o.kind === 'limit_reached')).toHaveLength(18)
})

test('coming up short aborts nothing else of the transaction', async () => {
  const { id } = await coupon({ stock: 1, limitPerPerson: 2 })
  const [a, b] = [await person(), await person()]
  const kinds = await server.ctx().transact(async (tx) => {
    const first = await grantCoupon(tx, { couponId: id, personId: a, key: 'short:a', reason: 'x' })
    const second = await grantCoupon(tx, { couponId: id, personId: b, key: 'short:b', reason: 'x' })
    return [first.kind, second.kind]
  })
  expect(kinds).toEqual(['granted', 'out_of_stock'])
  expect((await getCoupon(server.ctx(), { id })).balances.held).toBe(1)
})

test('what is taken from the stock was there', async () => {
  const { id } = await coupon({ stock: 3 })
  await expect(changeStock(server.ctx(), { id, change: -4, key: 'k' })).rejects.toThrow(
    'stock_below_zero',
  )
  await changeStock(server.ctx(), { id, change: -2, key: 'k' })
  await changeStock(server.ctx(), { id, change: -2, key: 'k' })
  expect((await getCoupon(server.ctx(), { id })).balances).toMatchObject({ issued: 1, stock: 1 })
})

test('the books take no correction: entries can neither be changed nor removed', async () => {
  await coupon()
  const { db } = server.rt.database
  await expect(sql`update loyalty.entry set quantity = 9`.execute(db)).rejects.toThrow(
    'append-only',
  )
  await expect(sql`delete from loyalty.entry`.execute(db)).rejects.toThrow('append-only')
})

test('an entry that would make an account negative does not exist', async () => {
  const { id } = await coupon({ stock: 1 })
  const overdraw = sql`
    insert into loyalty.entry (workspace_id, key, coupon_id, from_account, to_account, quantity, reason, at)
    select f.workspace_id, 'overdraw', f.coupon_id, f.id, t.id, 2, 'x', now()
    from loyalty.account f, loyalty.account t
    where f.coupon_id = ${id} and f.kind = 'stock' and t.coupon_id = ${id} and t.kind = 'revoked'`
  await expect(overdraw.execute(server.rt.database.db)).rejects.toThrow('balance_not_negative')
})

test('a coupon is used once; the same order again answers the same', async () => {
  const { id } = await coupon({ thresholdFen: 2_000 })
  const given = await grant(id, await person(), 'redeem')
  const code = given.kind === 'granted' ? given.code : ''
  await expect(redeemCoupon(server.ctx(), { code, orderId: 'A', orderFen: 1_999 })).rejects.toThrow(
    'below_threshold',
  )
  const used = await redeemCoupon(server.ctx(), {
    code: code.toLowerCase(),
    orderId: 'A',
    orderFen: 3_000,
  })
  expect(used).toMatchObject({ discountFen: 500, grant: { state: 'redeemed', orderId: 'A' } })
  expect((await redeemCoupon(server.ctx(), { code, orderId: 'A' })).grant.state).toBe('redeemed')
  await expect(redeemCoupon(server.ctx(), { code, orderId: 'B' })).rejects.toThrow('used_before')
  expect(await reconciles(id)).toBe(true)
})

test('used at the same instant by two tills, it is used by one', async () => {
  const { id } = await coupon()
  const given = await grant(id, await person(), 'tills')
  const code = given.kind === 'granted' ? given.code : ''
  const tills = await Promise.allSettled(
    ['T1', 'T2', 'T3'].map((orderId) => redeemCoupon(server.ctx(), { code, orderId })),
  )
  expect(tills.filter((t) => t.status === 'fulfilled')).toHaveLength(1)
})

test('merged people hold together, and a split gives each her own back', async () => {
  const { id } = await coupon({ limitPerPerson: 1 })
  const known = (kind: 'user_id' | 'phone', value: string) =>
    server.ctx().transact((tx) => ensurePerson(tx, [{ kind, scope: '', value }]))
  const [a, b] = [await known('user_id', 'merging'), await known('phone', '13900139000')]
  await grant(id, a, 'merge:a')
  await grant(id, b, 'merge:b')
  const holders = async () => {
    await server.settle()
    const held = await listGrants(server.ctx(), { couponId: id, state: 'held', limit: 10 })
    return new Set(held.items.map((g) => g.personId))
  }
  const { personId } = await merge(server.ctx(), { a, b, why: 'she said so' })
  expect(await holders()).toEqual(new Set([personId]))
  expect(await reconciles(id)).toBe(true)
  const identifiers = (await identifiersOf(server.ctx(), [personId])).get(personId) ?? []
  const phone = identifiers.find(({ kind }) => kind === 'phone')!
  await split(server.ctx(), { personId, identIds: [phone.identId], why: 'she took it back' })
  expect((await holders()).size).toBe(2)
  expect(await reconciles(id)).toBe(true)
})

/** The reference: a plain map from coupon to place, and a number in stock. */
test('any sequence of grants, uses, refunds, revocations and days agrees with a plain reference', async () => {
  const people = await Promise.all([person(), person(), person()])
  const act = fc.oneof(
    fc.record({ kind: fc.constant('grant' as const), who: fc.nat(2), key: fc.nat(6) }),
    fc.record({
      kind: fc.constantFrom('use' as const, 'revoke' as const, 'give_back' as const),
      n: fc.nat(5),
    }),
    fc.record({ kind: fc.constant('day' as const) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 14 }), fc.nat(4), async (acts, stock) => {
      const { id } = await coupon({ stock: stock + 1, limitPerPerson: 2, validDays: 2 })
      const plain = {
        stock: stock + 1,
        grants: [] as { id: string; who: number; key: number; at: string; until: Date }[],
      }
      for (const a of acts) {
        if (a.kind === 'day') {
          await server.moveTo(addDays(server.clock.now(), 1))
          for (const g of plain.grants)
            if (g.at === 'held' && g.until <= server.clock.now()) g.at = 'expired'
          continue
        }
        if (a.kind === 'grant') {
          const outcome = await grant(id, people[a.who]!, `${id}:${a.who}:${a.key}`)
          const known = plain.grants.find((g) => g.who === a.who && g.key === a.key)
          const counted = plain.grants.filter((g) => g.who === a.who && g.at !== 'revoked').length
          const expected = known
            ? 'already_granted'
            : counted >= 2
              ? 'limit_reached'
              : plain.stock === 0
                ? 'out_of_stock'
                : 'granted'
          expect(outcome.kind).toBe(expected)
          if (outcome.kind !== 'granted') continue
          plain.stock -= 1
          plain.grants.push({
            id: outcome.grantId,
            who: a.who,
            key: a.key,
            at: 'held',
            until: addDays(server.clock.now(), 2),
          })
          continue
        }
        const g = plain.grants[a.n]
        if (!g) continue
        await server.ctx().transact(async (tx) => {
          const locked = await lockGrants(tx, [g.id])
          if (a.kind === 'use')
            await useGrants(
              tx,
              locked.map((it) => ({ grant: it, orderId: 'o', at: tx.now })),
            )
          if (a.kind === 'revoke') await revokeGrant(tx, { grantId: g.id, reason: 'test' })
          if (a.kind === 'give_back') await giveBack(tx, locked, 'test')
        })
        await server.settle()
        if (a.kind === 'use' && (g.at === 'held' || g.at === 'expired')) g.at = 'redeemed'
        else if (a.kind === 'revoke' && g.at === 'held') g.at = 'revoked'
        else if (a.kind === 'give_back' && g.at === 'redeemed')
          g.at = g.until <= server.clock.now() ? 'expired' : 'held'
      }
      const count = (at: string) => plain.grants.filter((g) => g.at === at).length
      expect((await getCoupon(server.ctx(), { id })).balances).toEqual({
        issued: stock + 1,
        stock: plain.stock,
        held: count('held'),
        redeemed: count('redeemed'),
        expired: count('expired'),
        revoked: count('revoked'),
      })
      expect(await reconciles(id)).toBe(true)
    }),
    { numRuns: 25 },
  )
})
