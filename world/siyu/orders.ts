import { z } from 'zod'
import type { Person } from '../people/person.ts'
import type { Book } from '../shop/books.ts'
import type { SiyuAccess } from './http.ts'
import { siyuApi } from './http.ts'
import { buyerOf } from './identifiers.ts'

export interface Sale {
  orderId: string
  person: Person
  books: readonly Book[]
  paidFen: number
  atMs: number
  couponGrantIds: readonly string[]
}

const Taken = z.object({ position: z.string().optional() })

/** What the brand's shop backend reports; answers the position to settle on. Repeating changes nothing. */
export async function reportOrder(
  access: SiyuAccess,
  { orderId, person, books, paidFen, atMs, couponGrantIds }: Sale,
): Promise<string | undefined> {
  const answer = await siyuApi(access, 'POST', '/api/orders', {
    orderId,
    status: 'paid',
    currency: 'CNY',
    payFen: paidFen,
    paidAt: new Date(atMs).toISOString(),
    identifiers: buyerOf(person),
    couponGrantIds,
    products: books.map((book) => ({
      productId: book.id,
      name: book.title,
      category: book.category,
      quantity: 1,
      priceFen: book.priceFen,
    })),
  })
  return Taken.parse(answer).position
}

export async function reportRefund(
  access: SiyuAccess,
  refund: { orderId: string; refundFen: number; atMs: number },
): Promise<string | undefined> {
  const answer = await siyuApi(access, 'POST', '/api/orders/refunds', {
    orderId: refund.orderId,
    refundId: `${refund.orderId}-r`,
    refundFen: refund.refundFen,
    refundedAt: new Date(refund.atMs).toISOString(),
    reason: '不想要了',
  })
  return Taken.parse(answer).position
}
