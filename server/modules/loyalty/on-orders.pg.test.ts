import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '#kernel/time.ts'
import { sql, str, uuid } from '#kernel/sql.ts'
import { ensurePerson } from '#modules/identity/service.ts'
import { apiOf } from '#platform/testing/api.ts'
import type { Api } from '#platform/testing/api.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'

let server: TestServer
let api: Api
beforeAll(async () => {
  server = await testServer()
  api = await apiOf(server)
})
afterAll(() => server[Symbol.asyncDispose]())

const coupon = async (over: Record<string, unknown> = {}) =>
  String(
    (
      await api.post('/api/coupons', {
        name: '满50减5',
        thresholdFen: 5_000,
        valueFen: 500,
        stock: 10,
        validDays: 7,
        ...over,
      })
    ).body.id,
  )

async function given(couponId: string, who: string) {
  const personId = await api
    .ctx()
    .transact((tx) => ensurePerson(tx, [{ kind: 'user_id', scope: '', value: who }]))
  const { body } = await api.post(`/api/coupons/${couponId}/grants`, {
    personIds: [personId],
    key: 'test',
  })
  return (body.items as { grantId: string; code: string }[])[0]!
}

const order = (orderId: string, who: string, grantId: string, paidAt = server.clock.now()) => ({
  orderId,
  paidAt: paidAt.toISOString(),
  payFen: 9_900,
  identifiers: [{ kind: 'user_id', value: who }],
  couponGrantIds: [grantId],
})

const stateOf = async (grantId: string) => {
  const { body } = await api.get('/api/coupon-grants')
  const items = body.items as { id: string; state: string; orderId: string | null }[]
  return items.find(({ id }) => id === grantId)
}

const count = async (event: string, grantId: string) => {
  const rows = await server.rt.ch.query<{ n: string }>(sql`
    SELECT count() AS n FROM events WHERE workspace_id = ${uuid(api.workspaceId)}
      AND event = ${str(event)} AND properties.grant_id.:String = ${str(grantId)}`)
  return Number(rows[0]?.n)
}

const refund = (orderId: string, refundId: string, refundFen: number) =>
  api.post('/api/orders/refunds', {
    ...{ orderId, refundId, refundFen },
    refundedAt: server.clock.now().toISOString(),
  })

test('an order uses its coupon once; only the refund of the whole order gives it back', async () => {
  const id = await coupon()
  const { grantId } = await given(id, 'ann')
  await api.post('/api/orders', order('L1', 'ann', grantId))
  await server.settle()
  expect(await stateOf(grantId)).toMatchObject({ state: 'redeemed', orderId: 'L1' })
  expect(await count('coupon_received', grantId)).toBe(1)
  expect(await count('coupon_redeemed', grantId)).toBe(1)
  await refund('L1', 'part', 900)
  await server.settle()
  expect((await stateOf(grantId))?.state).toBe('redeemed')
  await refund('L1', 'rest', 9_000)
  await server.settle()
  expect(await stateOf(grantId)).toMatchObject({ state: 'held', orderId: null })
  expect((await api.get(`/api/coupons/${id}/ledger`)).body).toMatchObject({ reconciles: true })
})

test('a batch that keeps what was used keeps it', async () => {
  const { grantId } = await given(await coupon({ refundRule: 'keep_used' }), 'bea')
  await api.post('/api/orders', order('L2', 'bea', grantId))
  await refund('L2', 'all-2', 9_900)
  await server.settle()
  expect((await stateOf(grantId))?.state).toBe('redeemed')
})

test('a coupon expires at its instant; an order paid in time but told later still used it', async () => {
  const id = await coupon({ validDays: 1 })
  const paidAt = server.clock.now()
  const { grantId, code } = await given(id, 'cleo')
  await server.moveTo(addDays(server.clock.now(), 1))
  expect((await stateOf(grantId))?.state).toBe('expired')
  expect(await count('coupon_expired', grantId)).toBe(1)
  expect(await api.post('/api/coupon-grants/redeem', { code })).toMatchObject({
    status: 409,
    body: { code: 'expired' },
  })
  await api.post('/api/orders', order('L3', 'cleo', grantId, paidAt))
  await server.settle()
  expect((await stateOf(grantId))?.state).toBe('redeemed')
  await refund('L3', 'all-3', 9_900)
  await server.settle()
  expect((await stateOf(grantId))?.state).toBe('expired')
  expect((await api.get(`/api/coupons/${id}/ledger`)).body).toMatchObject({ reconciles: true })
})

test.each([
  ['both a value and a percentage', { percentOff: 20 }, 'valueFen'],
  ['no end at all', { validDays: undefined }, 'validUntil'],
  ['a value above its threshold', { valueFen: 5_001 }, 'valueFen'],
  ['no stock', { stock: 0 }, 'stock'],
])('a batch with %s names the field', async (_, over, field) => {
  const { status, body } = await api.post('/api/coupons', {
    ...{ name: 'x', thresholdFen: 5_000, valueFen: 500, stock: 1, validDays: 1 },
    ...over,
  })
  expect(status).toBe(400)
  expect(body.errors).toMatchObject([{ field }])
})

test('a paused batch grants nothing, an ended one never again, and what people hold stays theirs', async () => {
  const id = await coupon()
  const held = await given(id, 'dora')
  const move = (act: string) => api.post(`/api/coupons/${id}/status`, { act })
  expect((await move('pause')).body.status).toBe('paused')
  expect((await given(id, 'emma')).grantId).toBeNull()
  expect((await move('resume')).body.status).toBe('live')
  expect((await move('end')).body.status).toBe('ended')
  expect((await move('resume')).status).toBe(409)
  const used = await api.post('/api/coupon-grants/redeem', { code: held.code, orderId: 'X' })
  expect(used.body).toMatchObject({ grant: { state: 'redeemed' } })
  expect(
    (await api.post(`/api/coupon-grants/${held.grantId}/revoke`, { reason: 'x' })).status,
  ).toBe(409)
})
