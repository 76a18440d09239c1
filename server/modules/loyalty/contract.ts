import { z } from 'zod'
import { inAll } from '#kernel/locale.ts'
import { bigId, pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { COUPON_ACTS, CouponInput, KINDS, STATUSES } from './model/coupon.ts'
import { STATES } from './model/grant.ts'

const Instant = z.iso.datetime()

const noSuchCoupon = {
  no_such_coupon: {
    status: 404,
    'zh-CN': '没有优惠券“{id}”。',
    'zh-TW': '沒有優惠券「{id}」。',
    en: 'There is no coupon “{id}”.',
  },
} as const

const noSuchGrant = {
  no_such_grant: {
    status: 404,
    'zh-CN': '没有发放记录“{id}”。',
    'zh-TW': '沒有發放記錄「{id}」。',
    en: 'There is no granted coupon “{id}”.',
  },
} as const

const wrongStatus = {
  wrong_status: {
    status: 409,
    'zh-CN': '状态为“{status}”的优惠券不能执行“{act}”。',
    'zh-TW': '狀態為「{status}」的優惠券不能執行「{act}」。',
    en: 'A coupon that is “{status}” cannot take “{act}”.',
  },
} as const

const notRedeemable = {
  used_before: {
    status: 409,
    'zh-CN': '该券已在 {at} 使用。',
    'zh-TW': '此券已在 {at} 使用。',
    en: 'This coupon was used at {at}.',
  },
  expired: {
    status: 409,
    'zh-CN': '该券已于 {at} 过期。',
    'zh-TW': '此券已於 {at} 過期。',
    en: 'This coupon expired at {at}.',
  },
  revoked: {
    status: 409,
    'zh-CN': '该券已被收回。',
    'zh-TW': '此券已被收回。',
    en: 'This coupon was revoked.',
  },
  not_yet_valid: {
    status: 409,
    'zh-CN': '该券从 {at} 起可用。',
    'zh-TW': '此券從 {at} 起可用。',
    en: 'This coupon is valid from {at} on.',
  },
  below_threshold: {
    status: 409,
    'zh-CN': '订单未达到使用门槛({thresholdFen} 分)。',
    'zh-TW': '訂單未達到使用門檻（{thresholdFen} 分）。',
    en: 'The order is below the coupon’s threshold ({thresholdFen} fen).',
  },
  app_only: {
    status: 409,
    'zh-CN': '该券仅限在 APP 使用。',
    'zh-TW': '此券僅限在 APP 使用。',
    en: 'This coupon is for the app only.',
  },
} as const

const cannotRevoke = {
  used: {
    status: 409,
    'zh-CN': '该券已使用,不能收回。',
    'zh-TW': '此券已使用，不能收回。',
    en: 'This coupon has been used; it cannot be revoked.',
  },
} as const

const stockBelow = {
  stock_below_zero: {
    status: 409,
    'zh-CN': '库存只剩 {stock} 张,不能减少 {take} 张。',
    'zh-TW': '庫存只剩 {stock} 張，不能減少 {take} 張。',
    en: 'Only {stock} are left; {take} cannot be taken away.',
  },
} as const

export const LOYALTY_REFUSALS = {
  ...noSuchCoupon,
  ...noSuchGrant,
  ...wrongStatus,
  ...notRedeemable,
  ...cannotRevoke,
  ...stockBelow,
}

/** Where all coupons of a batch are at this instant; they add up to `issued`. */
const Balances = z.object({
  issued: z.int(),
  stock: z.int(),
  held: z.int(),
  redeemed: z.int(),
  expired: z.int(),
  revoked: z.int(),
})

export const CouponView = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  kind: z.enum(KINDS),
  thresholdFen: z.int(),
  valueFen: z.int().nullable(),
  percentOff: z.int().nullable(),
  limitPerPerson: z.int(),
  validFrom: Instant.nullable(),
  validUntil: Instant.nullable(),
  validDays: z.int().nullable(),
  refundRule: z.enum(['give_back', 'keep_used']),
  status: z.enum(STATUSES),
  acts: z.record(z.enum(COUPON_ACTS), z.enum([...STATUSES, 'no_change', 'refused'])),
  balances: Balances,
  createdAt: Instant,
})
export type CouponView = z.output<typeof CouponView>

export const GrantView = z.object({
  id: z.uuid(),
  couponId: z.uuid(),
  couponName: z.string(),
  code: z.string(),
  personId: bigId,
  state: z.enum(STATES),
  reason: z.string(),
  grantedAt: Instant,
  validFrom: Instant,
  expiresAt: Instant,
  orderId: z.string().nullable(),
  redeemedAt: Instant.nullable(),
})
export type GrantView = z.output<typeof GrantView>

const GrantOutcome = z.object({
  personId: bigId,
  outcome: z.enum(['granted', 'already_granted', 'out_of_stock', 'limit_reached', 'not_offered']),
  grantId: z.uuid().nullable(),
  code: z.string().nullable(),
})

export const loyaltyContract = {
  createCoupon: route({
    method: 'POST',
    path: '/coupons',
    summary: 'Make a batch of coupons with an exact stock',
    may: 'loyalty:write',
    input: CouponInput,
    output: CouponView,
  }),
  listCoupons: route({
    method: 'GET',
    path: '/coupons',
    summary: 'Batches of coupons, newest first',
    may: 'loyalty:read',
    input: z.object({
      ...pageInput,
      q: z.string().max(60).optional(),
      status: z.enum(STATUSES).optional(),
      kind: z.enum(KINDS).optional(),
    }),
    output: pageOf(CouponView),
  }),
  getCoupon: route({
    method: 'GET',
    path: '/coupons/{id}',
    summary: 'One batch, with where all its coupons are',
    may: 'loyalty:read',
    input: z.object({ id: z.uuid() }),
    output: CouponView,
    refusals: noSuchCoupon,
  }),
  moveCoupon: route({
    method: 'POST',
    path: '/coupons/{id}/status',
    summary: 'Pause, resume or end a batch; what people hold stays theirs',
    may: 'loyalty:write',
    input: z.object({ id: z.uuid(), act: z.enum(COUPON_ACTS) }),
    output: CouponView,
    refusals: { ...noSuchCoupon, ...wrongStatus },
  }),
  changeStock: route({
    method: 'POST',
    path: '/coupons/{id}/stock',
    summary: 'Add to the stock, or take away; the same key acts once',
    may: 'loyalty:write',
    input: z.object({
      id: z.uuid(),
      change: z
        .int()
        .min(-100_000_000)
        .max(100_000_000)
        .refine(
          (n) => n !== 0,
          inAll({ 'zh-CN': '不能为 0', 'zh-TW': '不能為 0', en: 'must not be 0' }),
        ),
      key: z.string().min(1).max(100),
    }),
    output: CouponView,
    refusals: { ...noSuchCoupon, ...stockBelow },
  }),
  grantCoupons: route({
    method: 'POST',
    path: '/coupons/{id}/grants',
    summary: 'Give one to each of these people; the same key and person get one once',
    may: 'loyalty:write',
    input: z.object({
      id: z.uuid(),
      personIds: z.array(bigId).min(1).max(200),
      key: z.string().min(1).max(100),
      reason: z.string().min(1).max(200).default('by hand'),
    }),
    output: z.object({ items: z.array(GrantOutcome) }),
    refusals: noSuchCoupon,
  }),
  couponLedger: route({
    method: 'GET',
    path: '/coupons/{id}/ledger',
    summary: 'Every movement of a batch, newest first, and whether the sums agree',
    may: 'loyalty:read',
    input: z.object({ ...pageInput, id: z.uuid() }),
    output: pageOf(
      z.object({
        id: bigId,
        key: z.string(),
        from: z.string(),
        to: z.string(),
        fromPersonId: bigId.nullable(),
        toPersonId: bigId.nullable(),
        quantity: z.int(),
        grantId: z.uuid().nullable(),
        reason: z.string(),
        at: Instant,
      }),
    ).extend({
      /** balances recomputed from the entries equal the balances kept */
      reconciles: z.boolean(),
    }),
    refusals: noSuchCoupon,
  }),
  listGrants: route({
    method: 'GET',
    path: '/coupon-grants',
    summary: 'Coupons in people’s hands, newest first',
    may: 'loyalty:read',
    input: z.object({
      ...pageInput,
      couponId: z.uuid().optional(),
      personId: bigId.optional(),
      state: z.enum(STATES).optional(),
      code: z.string().max(40).optional(),
    }),
    output: pageOf(GrantView),
  }),
  redeemCoupon: route({
    method: 'POST',
    path: '/coupon-grants/redeem',
    summary: 'Use a coupon by its code; once per order, whoever retries',
    may: 'loyalty:write',
    input: z.object({
      code: z.string().trim().min(1).max(40),
      orderId: z.string().min(1).max(128).optional(),
      /** the order before the coupon; checked against the threshold when given */
      orderFen: z.int().min(0).optional(),
      channel: z.string().max(40).optional(),
    }),
    output: z.object({ grant: GrantView, discountFen: z.int().nullable() }),
    refusals: { ...noSuchGrant, ...notRedeemable },
  }),
  revokeGrant: route({
    method: 'POST',
    path: '/coupon-grants/{id}/revoke',
    summary: 'Take a coupon back that was not used',
    may: 'loyalty:write',
    input: z.object({ id: z.uuid(), reason: z.string().min(1).max(200) }),
    output: GrantView,
    refusals: { ...noSuchGrant, ...cannotRevoke },
  }),
}
