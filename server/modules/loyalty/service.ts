import type { Ctx } from '#platform/ctx.ts'
import * as store from './store/coupons.ts'
import type { Coupon } from './store/coupons.ts'

export { grantCoupon } from './service/granting.ts'
export type { GrantOutcome, GrantRequest } from './service/granting.ts'
export { revokeGrant } from './service/moving.ts'
export type { RevokeOutcome } from './service/moving.ts'
export { redeemCoupon as redeem } from './service/grants.ts'

/** A batch and where all its coupons are; `undefined` when this workspace has none of that id. */
export const findCoupon = (ctx: Ctx, couponId: string): Promise<Coupon | undefined> =>
  store.findCoupon(ctx, couponId)
