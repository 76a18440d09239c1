import type { Person } from '../people/person.ts'
import type { Book } from '../shop/books.ts'
import type { SiyuAccess } from './http.ts'
import { siyuApi } from './http.ts'

export interface Sale {
  orderId: string
  person: Person
  userId: string
  books: readonly Book[]
  paidFen: number
  atMs: number
  couponCode?: string
}

/** What the brand's shop backend reports. Repeating an order id changes nothing. */
export async function reportOrder(access: SiyuAccess, sale: Sale): Promise<void> {
  const { person } = sale
  await siyuApi(access, 'POST', '/api/orders', {
    orderId: sale.orderId,
    status: 'paid',
    currency: 'CNY',
    totalFen: sale.paidFen,
    paidAt: new Date(sale.atMs).toISOString(),
    buyer: { userId: sale.userId, unionid: person.unionid, phone: person.phone },
    items: sale.books.map((book) => ({
      productId: book.id,
      name: book.title,
      category: book.category,
      quantity: 1,
      priceFen: book.priceFen,
    })),
    ...(sale.couponCode ? { couponCode: sale.couponCode } : {}),
  })
}

export async function reportRefund(
  access: SiyuAccess,
  refund: { orderId: string; amountFen: number; atMs: number },
): Promise<void> {
  await siyuApi(access, 'POST', `/api/orders/${encodeURIComponent(refund.orderId)}/refunds`, {
    refundId: `${refund.orderId}-r`,
    amountFen: refund.amountFen,
    at: new Date(refund.atMs).toISOString(),
  })
}
