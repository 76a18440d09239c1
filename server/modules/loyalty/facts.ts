import { z } from 'zod'
import { bigId } from '#kernel/page.ts'
import { fact } from '#platform/outbox/fact.ts'

const grant = { grantId: z.uuid(), couponId: z.uuid(), personId: bigId }

export const couponGranted = fact('loyalty.coupon_granted', z.object(grant))
export const couponRedeemed = fact(
  'loyalty.coupon_redeemed',
  z.object({ ...grant, orderId: z.string().nullable() }),
)
export const couponRevoked = fact(
  'loyalty.coupon_revoked',
  z.object({ ...grant, reason: z.string() }),
)
