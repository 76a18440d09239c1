import { z } from 'zod'
import type { OpenWorld } from '../../open.ts'
import type { SiyuAccess } from '../http.ts'
import { siyuApi } from '../http.ts'
import { once } from './once.ts'

const Made = z.object({ id: z.string() })

const COUPONS = {
  newcomer: { name: '新人书券', thresholdFen: 4_900, valueFen: 1_000, stock: 2_000, validDays: 14 },
  inviter: {
    name: '邀请有礼·老友券',
    thresholdFen: 0,
    valueFen: 1_000,
    stock: 1_000,
    validDays: 30,
  },
  invitee: { name: '邀请有礼·新友券', thresholdFen: 0, valueFen: 800, stock: 1_000, validDays: 30 },
  comeback: { name: '好久不见券', thresholdFen: 5_900, valueFen: 1_200, stock: 500, validDays: 7 },
} as const

export type CouponName = keyof typeof COUPONS

/** Batches with exact stock; answers their ids. */
export async function setUpCoupons(
  open: OpenWorld,
  access: SiyuAccess,
): Promise<Record<CouponName, string>> {
  const make = (name: CouponName) =>
    once(open.world, `coupon:${name}`, async () => {
      // Who brings many friends earns many; everybody else has one.
      const limitPerPerson = name === 'inviter' ? 20 : 1
      const body = { ...COUPONS[name], limitPerPerson }
      return Made.parse(await siyuApi(access, 'POST', '/api/coupons', body)).id
    })
  return {
    newcomer: await make('newcomer'),
    inviter: await make('inviter'),
    invitee: await make('invitee'),
    comeback: await make('comeback'),
  }
}
