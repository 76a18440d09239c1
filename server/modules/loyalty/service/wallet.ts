import { brandName } from '#modules/profile/service/privacy.ts'
import { profilesOf } from '#modules/profile/service.ts'
import { maskName } from '#modules/profile/model/mask.ts'
import type { Ctx } from '#platform/ctx.ts'
import { walletCoupon, walletOrder } from '../model/wallet.ts'
import type { Gift, WalletPage } from '../model/wallet.ts'
import { findCoupon } from '../store/coupons.ts'
import { listGrants } from '../store/grants.ts'

const SHOWN = 200

/** All coupons of one person, as she sees them. */
export async function walletPage(ctx: Ctx, personId: string): Promise<WalletPage> {
  const grants = await listGrants(ctx, { personId }, SHOWN + 1, 0)
  const gifts = new Map<string, Gift | undefined>()
  for (const { couponId } of grants)
    if (!gifts.has(couponId)) gifts.set(couponId, await giftOf(ctx, couponId))
  const coupons = grants.slice(0, SHOWN).flatMap((grant) => {
    const gift = gifts.get(grant.couponId)
    return gift ? [walletCoupon(grant, gift, ctx.now)] : []
  })
  const { nickname, name } = (await profilesOf(ctx, [personId])).get(personId)?.attributes ?? {}
  return {
    page: 'wallet',
    brand: await brandName(ctx),
    name: maskName(nickname) ?? maskName(name),
    coupons: coupons.toSorted(walletOrder),
    now: ctx.now.toISOString(),
    more: grants.length > SHOWN,
  }
}

/** What a coupon is worth, in what pages may tell of it. */
export async function giftOf(ctx: Ctx, couponId: string): Promise<Gift | undefined> {
  const coupon = await findCoupon(ctx, couponId)
  return (
    coupon && {
      name: coupon.name,
      description: coupon.description,
      kind: coupon.kind,
      thresholdFen: coupon.thresholdFen,
      valueFen: coupon.valueFen ?? null,
      percentOff: coupon.percentOff ?? null,
      validDays: coupon.validDays ?? null,
      validUntil: coupon.validUntil?.toISOString() ?? null,
    }
  )
}
