import { z } from 'zod'
import type { Person } from '../people/person.ts'
import type { SiyuAccess } from './http.ts'
import { siyuApi, SiyuRefused } from './http.ts'
import { userIdOf } from './identifiers.ts'

/** What the shop's checkout asks of Siyu: which coupons a buyer holds, and to use one. */
export interface Held {
  grantId: string
  code: string
}

const Found = z.object({ personId: z.string() })
const Grants = z.object({ items: z.array(z.object({ id: z.string(), code: z.string() })) })
const Redeemed = z.object({ discountFen: z.int().nullable() })

/** Coupons in her hand; none for a buyer whom Siyu does not know yet. */
export async function couponsOf(access: SiyuAccess, person: Person): Promise<Held[]> {
  const who = `kind=user_id&value=${encodeURIComponent(userIdOf(person))}`
  try {
    const { personId } = Found.parse(await siyuApi(access, 'GET', `/api/identity/lookup?${who}`))
    const query = `personId=${personId}&state=held`
    const { items } = Grants.parse(await siyuApi(access, 'GET', `/api/coupon-grants?${query}`))
    return items.map(({ id, code }) => ({ grantId: id, code }))
  } catch (error) {
    if (error instanceof SiyuRefused && error.status === 404) return []
    throw error
  }
}

/** The discount, once per order; `undefined` when the coupon does not fit this order. */
export async function redeem(
  access: SiyuAccess,
  held: Held,
  order: { orderId: string; fullFen: number },
): Promise<number | undefined> {
  try {
    const answer = await siyuApi(access, 'POST', '/api/coupon-grants/redeem', {
      code: held.code,
      orderId: order.orderId,
      orderFen: order.fullFen,
      channel: 'wechat',
    })
    return Redeemed.parse(answer).discountFen ?? 0
  } catch (error) {
    if (error instanceof SiyuRefused && error.status === 409) return undefined
    throw error
  }
}
