import { orderIdOf, readOrderRow } from './order-rows.ts'
import type { OrderFormat, OrderMapping, OrderRow } from './order-rows.ts'
import { RefundMatcher } from './refund-match.ts'
import type { BadRow, Row } from './rows.ts'
import { badRow } from './shape.ts'
import type { Item, Shape, Target } from './shape.ts'

const ORDERS: Target = {
  path: '/api/orders/batch',
  list: 'orders',
  maxItems: 500,
  rank: 0,
  more: { history: true },
}
const REFUNDS: Target = {
  path: '/api/orders/refunds/batch',
  list: 'refunds',
  maxItems: 500,
  rank: 1,
  more: { history: true },
}

type Read = Exclude<OrderRow, { kind: 'wrong' }>

interface Open {
  firstIndex: number
  rows: { row: Row; read: Read }[]
}

const personOf = ({ identifiers }: Read): string => JSON.stringify(identifiers[0])

/**
 * Rows of one order, however far apart, become one order; rows that take back become refunds of
 * the orders they take back from. `lastIndexOf` says where an order that is torn apart ends.
 */
export function orderShape(
  mapping: OrderMapping,
  format: OrderFormat,
  lastIndexOf: ReadonlyMap<string, number>,
): Shape {
  const open = new Map<string, Open>()
  const matcher = new RefundMatcher()

  function* close(id: string): Generator<Item | BadRow> {
    const order = open.get(id)
    open.delete(id)
    if (!order) return
    const sales = order.rows.filter(({ read }) => read.kind === 'sale')
    const refunds = order.rows.filter(({ read }) => read.kind === 'refund')
    if (sales.length > 0) yield orderItem(id, sales, matcher)
    if (refunds.length > 0) yield* refundItems(id, refunds, matcher)
  }

  return {
    *take(row, index) {
      const id = orderIdOf(row, mapping, format.fileHash)
      const ends = lastIndexOf.get(id)
      for (const other of open.keys())
        if (other !== id && (lastIndexOf.get(other) ?? -1) < index) yield* close(other)
      const read = readOrderRow(row, mapping, format)
      if (read.kind === 'wrong') {
        yield badRow(row, read.field, read.reason)
        return
      }
      const order = open.get(id) ?? { firstIndex: index, rows: [] }
      order.rows.push({ row, read })
      open.set(id, order)
      if (ends === index) yield* close(id)
    },
    *end() {
      for (const id of [...open.keys()]) yield* close(id)
    },
    openSince: () => {
      const firsts = [...open.values()].map((order) => order.firstIndex)
      return firsts.length > 0 ? Math.min(...firsts) : undefined
    },
  }
}

function orderItem(id: string, rows: Open['rows'], matcher: RefundMatcher): Item {
  const reads = rows.map(({ read }) => read)
  const first = reads[0] as Read
  for (const read of reads) matcher.bought(personOf(read), read.productId ?? '', id, read.quantity)
  return {
    kind: 'item',
    target: ORDERS,
    lines: rows.map(({ row }) => row.line),
    row: JSON.stringify(rows[0]?.row.cells),
    body: {
      orderId: id,
      paidAt: first.at.toISOString(),
      payFen: reads.reduce((sum, read) => sum + read.amountFen, 0),
      ...(first.currency ? { currency: first.currency } : {}),
      products: reads
        .filter((read) => read.productId !== undefined)
        .map((read) => ({
          productId: read.productId,
          quantity: read.quantity,
          ...(read.name ? { name: read.name } : {}),
          ...(read.category ? { category: read.category } : {}),
          ...(read.priceFen === undefined ? {} : { priceFen: read.priceFen }),
        })),
      identifiers: first.identifiers,
      properties: first.properties,
    },
  }
}

function* refundItems(
  id: string,
  rows: Open['rows'],
  matcher: RefundMatcher,
): Generator<Item | BadRow> {
  const byOrder = new Map<string, { fen: number; rows: Open['rows'] }>()
  for (const { row, read } of rows) {
    const found = read.refundOf
      ? { pieces: [{ orderId: read.refundOf, quantity: read.quantity }], uncovered: 0 }
      : matcher.givenBack(personOf(read), read.productId ?? '', read.quantity)
    if (found.uncovered > 0)
      yield badRow(
        row,
        'refund_of',
        `${found.uncovered} of ${read.quantity} pieces given back were not bought in this file`,
      )
    for (const piece of found.pieces) {
      const share = byOrder.get(piece.orderId) ?? { fen: 0, rows: [] }
      share.fen += Math.round((read.amountFen * piece.quantity) / read.quantity)
      share.rows.push({ row, read })
      byOrder.set(piece.orderId, share)
    }
  }
  for (const [orderId, share] of byOrder) {
    if (share.fen === 0) continue
    const first = share.rows[0] as Open['rows'][number]
    yield {
      kind: 'item',
      target: REFUNDS,
      lines: share.rows.map(({ row }) => row.line),
      row: JSON.stringify(first.row.cells),
      body: {
        orderId,
        refundId: orderId === id ? `${id}/refund` : `${id}/${orderId}`,
        refundedAt: first.read.at.toISOString(),
        refundFen: share.fen,
        identifiers: first.read.identifiers,
      },
    }
  }
}
