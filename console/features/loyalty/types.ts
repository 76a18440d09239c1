import type { api } from '../../api/client.ts'

export type Coupon = Awaited<ReturnType<typeof api.loyalty.getCoupon>>
export type Grant = Awaited<ReturnType<typeof api.loyalty.listGrants>>['items'][number]
export type Entry = Awaited<ReturnType<typeof api.loyalty.couponLedger>>['items'][number]
