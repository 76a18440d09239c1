import { recordEvents } from '#modules/collect/service.ts'
import type { TxCtx } from '#platform/ctx.ts'
import { couponRedeemed, couponRevoked } from '../facts.ts'
import { LIFECYCLE } from '../model/grant.ts'
import { lockGrants, moveGrants } from '../store/grants.ts'
import type { Grant } from '../store/grants.ts'

const FROM_HERE = { source: 'loyalty', channel: 'server' }

export interface Use {
  grant: Grant
  orderId: string | undefined
  at: Date
}

/** Uses locked coupons that may be used; what was used before is left alone. */
export async function useGrants(tx: TxCtx, uses: readonly Use[]): Promise<void> {
  const moving = uses.filter(({ grant }) => LIFECYCLE[grant.state].redeem === 'redeemed')
  if (moving.length === 0) return
  await moveGrants(
    tx,
    moving.map(({ grant, orderId, at }) => ({
      grantId: grant.id,
      to: 'redeemed',
      reason: orderId === undefined ? 'used' : `used on order ${orderId}`,
      orderId,
      redeemedAt: at,
    })),
  )
  await tx.publish(
    ...moving.map(({ grant, orderId }) =>
      couponRedeemed({ ...named(grant), orderId: orderId ?? null }),
    ),
  )
  await recordEvents(
    tx,
    moving.map(({ grant, orderId, at }) => ({
      event: 'coupon_redeemed',
      messageId: `coupon:${grant.id}:redeemed:${grant.moves + 1}`,
      at,
      identifiers: [],
      personId: grant.personId,
      properties: {
        coupon_id: grant.couponId,
        grant_id: grant.id,
        coupon_name: grant.couponName,
        ...(grant.valueFen === undefined ? {} : { value_fen: grant.valueFen }),
        ...(orderId === undefined ? {} : { order_id: orderId }),
      },
    })),
    FROM_HERE,
  )
}

/** Gives used coupons back whose batch says so; if their time is over they expire at once. */
export async function giveBack(tx: TxCtx, grants: readonly Grant[], reason: string): Promise<void> {
  const moving = grants.filter(
    (grant) => grant.refundRule === 'give_back' && LIFECYCLE[grant.state].give_back === 'held',
  )
  await moveGrants(
    tx,
    moving.map((grant) => ({ grantId: grant.id, to: 'held', reason })),
  )
  if (moving.length > 0) tx.wake('loyalty.expiry')
}

/** Locked coupons whose time is over. */
export async function expireGrants(tx: TxCtx, grants: readonly Grant[]): Promise<void> {
  if (grants.length === 0) return
  await moveGrants(
    tx,
    grants.map((grant) => ({ grantId: grant.id, to: 'expired', reason: 'expired' })),
  )
  await recordEvents(
    tx,
    grants.map((grant) => ({
      event: 'coupon_expired',
      messageId: `coupon:${grant.id}:expired:${grant.moves + 1}`,
      at: grant.expiresAt,
      identifiers: [],
      personId: grant.personId,
      properties: {
        coupon_id: grant.couponId,
        grant_id: grant.id,
        coupon_name: grant.couponName,
      },
    })),
    FROM_HERE,
  )
}

export type RevokeOutcome =
  | { kind: 'revoked' }
  | { kind: 'already_revoked' }
  | { kind: 'already_used' }
  | { kind: 'already_expired' }
  | { kind: 'no_such_grant' }

/** Takes an unused coupon back (a friend's order was refunded, a mistake). Used is used. */
export async function revokeGrant(
  tx: TxCtx,
  { grantId, reason }: { grantId: string; reason: string },
): Promise<RevokeOutcome> {
  const [grant] = await lockGrants(tx, [grantId])
  if (!grant) return { kind: 'no_such_grant' }
  switch (grant.state) {
    case 'redeemed':
      return { kind: 'already_used' }
    case 'expired':
      return { kind: 'already_expired' }
    case 'revoked':
      return { kind: 'already_revoked' }
    case 'held':
      await moveGrants(tx, [{ grantId, to: 'revoked', reason }])
      await tx.publish(couponRevoked({ ...named(grant), reason }))
      return { kind: 'revoked' }
  }
}

const named = (grant: Grant) => ({
  grantId: grant.id,
  couponId: grant.couponId,
  personId: grant.personId,
})
