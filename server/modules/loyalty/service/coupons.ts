import { offsetOf, pageFrom } from '#kernel/page.ts'
import { refusals } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import { violates } from '#platform/db/db.ts'
import type { Ctx } from '#platform/ctx.ts'
import { LOYALTY_REFUSALS } from '../contract.ts'
import type { CouponView } from '../contract.ts'
import { COUPON_LIFECYCLE } from '../model/coupon.ts'
import type { CouponAct, CouponInput } from '../model/coupon.ts'
import * as store from '../store/coupons.ts'
import type { Coupon, CouponFilter } from '../store/coupons.ts'
import { entriesOf, postStock, reconciles } from '../store/ledger.ts'

const refuse = refusals(LOYALTY_REFUSALS)

export function createCoupon(ctx: Ctx, input: CouponInput): Promise<CouponView> {
  return ctx.transact(async (tx) => {
    const id = tx.newId()
    await store.insertCoupon(tx, id, input)
    await postStock(tx, {
      ...{ key: `stock:${id}:first`, couponId: id, from: 'issued', to: 'stock' },
      ...{ quantity: input.stock, reason: 'first stock' },
    })
    const detail = { stock: input.stock }
    await audit(tx, { action: 'loyalty.coupon_created', ...subject(id), detail })
    return getCoupon(tx, { id })
  })
}

const subject = (id: string) => ({ subjectKind: 'coupon', subjectId: id })

export async function getCoupon(ctx: Ctx, { id }: { id: string }): Promise<CouponView> {
  return viewOf((await store.findCoupon(ctx, id)) ?? refuse.no_such_coupon({ id }))
}

export async function listCoupons(
  ctx: Ctx,
  input: CouponFilter & { cursor?: string | undefined; limit: number },
) {
  const offset = offsetOf(input.cursor)
  const rows = await store.listCoupons(ctx, input, input.limit + 1, offset)
  const { items, next } = pageFrom(rows, input.limit, offset)
  return { items: items.map(viewOf), next, total: await store.countCoupons(ctx, input) }
}

export function moveCoupon(ctx: Ctx, { id, act }: { id: string; act: CouponAct }) {
  return ctx.transact(async (tx) => {
    const status = (await store.lockCoupon(tx, id)) ?? refuse.no_such_coupon({ id })
    const next = COUPON_LIFECYCLE[status][act]
    if (next === 'refused') return refuse.wrong_status({ status, act })
    if (next === 'no_change') return getCoupon(tx, { id })
    await store.setCouponStatus(tx, id, next)
    const detail = { act, from: status, to: next }
    await audit(tx, { action: 'loyalty.coupon_moved', ...subject(id), detail })
    return getCoupon(tx, { id })
  })
}

export async function changeStock(
  ctx: Ctx,
  { id, change, key }: { id: string; change: number; key: string },
): Promise<CouponView> {
  const { balances } = await getCoupon(ctx, { id })
  try {
    return await ctx.transact(async (tx) => {
      const acted = await postStock(tx, {
        ...{ key: `stock:${id}:${key}`, couponId: id, quantity: Math.abs(change) },
        ...(change > 0
          ? { from: 'issued' as const, to: 'stock' as const }
          : { from: 'stock' as const, to: 'issued' as const }),
        reason: change > 0 ? 'stock added' : 'stock taken away',
      })
      if (acted)
        await audit(tx, {
          action: 'loyalty.stock_changed',
          ...subject(id),
          detail: { change },
        })
      return getCoupon(tx, { id })
    })
  } catch (error) {
    if (violates(error, 'balance_not_negative'))
      return refuse.stock_below_zero({ stock: balances.stock, take: -change })
    throw error
  }
}

export async function couponLedger(
  ctx: Ctx,
  input: { id: string; cursor?: string | undefined; limit: number },
) {
  await getCoupon(ctx, input)
  const offset = offsetOf(input.cursor)
  const rows = await entriesOf(ctx, input.id, input.limit + 1, offset)
  const { items, next } = pageFrom(rows, input.limit, offset)
  return {
    items: items.map((row) => ({
      id: row.id,
      key: row.key,
      from: row.from_kind,
      to: row.to_kind,
      fromPersonId: row.from_person,
      toPersonId: row.to_person,
      quantity: Number(row.quantity),
      grantId: row.grant_id,
      reason: row.reason,
      at: row.at.toISOString(),
    })),
    next,
    reconciles: await reconciles(ctx, input.id),
  }
}

const viewOf = (coupon: Coupon): CouponView => ({
  id: coupon.id,
  name: coupon.name,
  description: coupon.description,
  kind: coupon.kind,
  thresholdFen: coupon.thresholdFen,
  valueFen: coupon.valueFen ?? null,
  percentOff: coupon.percentOff ?? null,
  limitPerPerson: coupon.limitPerPerson,
  validFrom: coupon.validFrom?.toISOString() ?? null,
  validUntil: coupon.validUntil?.toISOString() ?? null,
  validDays: coupon.validDays ?? null,
  refundRule: coupon.refundRule,
  status: coupon.status,
  acts: { ...COUPON_LIFECYCLE[coupon.status] },
  balances: coupon.balances,
  createdAt: coupon.createdAt.toISOString(),
})
