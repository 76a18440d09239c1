import { must } from '#kernel/assert.ts'
import { offsetOf, pageFrom } from '#kernel/page.ts'
import { refusals } from '#kernel/refusal.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { LOYALTY_REFUSALS } from '../contract.ts'
import type { GrantView } from '../contract.ts'
import { discountFen } from '../model/coupon.ts'
import { findCoupon } from '../store/coupons.ts'
import * as store from '../store/grants.ts'
import type { Grant, GrantFilter } from '../store/grants.ts'
import { grantCoupon } from './granting.ts'
import { revokeGrant, useGrants } from './moving.ts'

const refuse = refusals(LOYALTY_REFUSALS)

export async function grantCoupons(
  ctx: Ctx,
  input: { id: string; personIds: string[]; key: string; reason: string },
) {
  if (!(await findCoupon(ctx, input.id))) refuse.no_such_coupon({ id: input.id })
  const personIds = [...new Set(input.personIds)].toSorted()
  return ctx.transact(async (tx) => {
    const items = []
    for (const personId of personIds) {
      const outcome = await grantCoupon(tx, {
        couponId: input.id,
        personId,
        key: `hand:${input.id}:${input.key}:${personId}`,
        reason: input.reason,
      })
      const given = outcome.kind === 'granted' || outcome.kind === 'already_granted'
      items.push({
        personId,
        outcome: outcome.kind,
        grantId: given ? outcome.grantId : null,
        code: given ? outcome.code : null,
      })
    }
    await audit(tx, {
      action: 'loyalty.coupons_granted',
      subjectKind: 'coupon',
      subjectId: input.id,
      detail: {
        people: items.length,
        granted: items.filter((i) => i.outcome === 'granted').length,
      },
    })
    return { items }
  })
}

export async function listGrants(
  ctx: Ctx,
  input: GrantFilter & { cursor?: string | undefined; limit: number },
) {
  const offset = offsetOf(input.cursor)
  const rows = await store.listGrants(ctx, input, input.limit + 1, offset)
  const { items, next } = pageFrom(rows, input.limit, offset)
  return { items: items.map(viewOf), next, total: await store.countGrants(ctx, input) }
}

export interface Redemption {
  code: string
  orderId?: string | undefined
  orderFen?: number | undefined
  channel?: string | undefined
}

/** Uses a coupon by its code. The same order again answers the same; another one is refused. */
export function redeemCoupon(ctx: Ctx, input: Redemption) {
  const code = input.code.toUpperCase()
  return ctx.transact(async (tx) => {
    const grant = (await store.grantByCode(tx, code)) ?? refuse.no_such_grant({ id: input.code })
    const isSameOrder = grant.orderId !== undefined && grant.orderId === input.orderId
    if (!(grant.state === 'redeemed' && isSameOrder)) {
      refuseUnlessUsable(grant, input, tx.now)
      await useGrants(tx, [{ grant, orderId: input.orderId, at: tx.now }])
    }
    const used = must(await store.findGrant(tx, grant.id), 'the coupon used')
    return {
      grant: viewOf(used),
      discountFen: input.orderFen === undefined ? null : discountFen(grant, input.orderFen),
    }
  })
}

function refuseUnlessUsable(grant: Grant, input: Redemption, now: Date): void {
  if (grant.state === 'redeemed') refuse.used_before({ at: grant.redeemedAt?.toISOString() })
  if (grant.state === 'revoked') refuse.revoked()
  if (grant.state === 'expired' || grant.expiresAt <= now)
    refuse.expired({ at: grant.expiresAt.toISOString() })
  if (grant.validFrom > now) refuse.not_yet_valid({ at: grant.validFrom.toISOString() })
  if (grant.kind === 'app_only' && input.channel !== 'app') refuse.app_only()
  if (input.orderFen !== undefined && input.orderFen < grant.thresholdFen)
    refuse.below_threshold({ thresholdFen: grant.thresholdFen })
}

export function takeBack(ctx: Ctx, input: { id: string; reason: string }) {
  return ctx.transact(async (tx) => {
    const { kind } = await revokeGrant(tx, { grantId: input.id, reason: input.reason })
    if (kind === 'no_such_grant') return refuse.no_such_grant({ id: input.id })
    if (kind === 'already_used') return refuse.used()
    if (kind === 'revoked')
      await audit(tx, {
        action: 'loyalty.coupon_revoked',
        subjectKind: 'coupon_grant',
        subjectId: input.id,
        detail: { reason: input.reason },
      })
    return viewOf(must(await store.findGrant(tx, input.id), 'the coupon'))
  })
}

const viewOf = (grant: Grant): GrantView => ({
  id: grant.id,
  couponId: grant.couponId,
  couponName: grant.couponName,
  code: grant.code,
  personId: grant.personId,
  state: grant.state,
  reason: grant.reason,
  grantedAt: grant.grantedAt.toISOString(),
  validFrom: grant.validFrom.toISOString(),
  expiresAt: grant.expiresAt.toISOString(),
  orderId: grant.orderId ?? null,
  redeemedAt: grant.redeemedAt?.toISOString() ?? null,
})
