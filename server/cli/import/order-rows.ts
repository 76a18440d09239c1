import { createHash } from 'node:crypto'
import { fenOfYuan } from '#kernel/money.ts'
import { cell, extrasOf, identifiersOf } from './mapping.ts'
import type { Mapping } from './mapping.ts'
import type { Row } from './rows.ts'
import { readWhen } from './when.ts'
import type { WhenFormat } from './when.ts'

export const ORDER_FIELDS = [
  'order_id',
  'paid_at',
  'amount',
  'currency',
  'product_id',
  'name',
  'category',
  'quantity',
  'price',
  'refund_of',
] as const
export type OrderField = (typeof ORDER_FIELDS)[number]
export type OrderMapping = Mapping<OrderField>

export interface OrderFormat extends WhenFormat {
  /** order ids that begin so are cancellations: their rows are refunds */
  cancelPrefix: string | undefined
  /** of the file: gives rows without an order id one of their own, the same at every import */
  fileHash: string
}

interface Bought {
  productId: string | undefined
  name: string
  category: string
  quantity: number
  /** of one piece */
  priceFen: number | undefined
}

/** What one row says, read and checked. */
export type OrderRow =
  | { kind: 'wrong'; field: string; reason: string }
  | ({
      kind: 'sale' | 'refund'
      orderId: string
      at: Date
      currency: string
      identifiers: { kind: string; scope: string; value: string }[]
      properties: Record<string, unknown>
      /** of the whole row; never negative */
      amountFen: number
      refundOf: string
    } & Bought)

/** The id of the order a row belongs to. */
export function orderIdOf(row: Row, mapping: OrderMapping, fileHash: string): string {
  const from = mapping.fields.get('order_id')
  if (from) return cell(row.cells, from)
  return createHash('sha256').update(`${fileHash}\n${row.line}`).digest('hex').slice(0, 20)
}

export function readOrderRow(row: Row, mapping: OrderMapping, format: OrderFormat): OrderRow {
  const get = (field: OrderField) => cell(row.cells, mapping.fields.get(field))
  const wrong = (field: string, reason: string): OrderRow => ({ kind: 'wrong', field, reason })
  const orderId = orderIdOf(row, mapping, format.fileHash)
  if (orderId === '') return wrong('order_id', 'is empty')
  const at = readWhen(get('paid_at'), format)
  if (!at) return wrong('paid_at', `“${get('paid_at')}” is no time of the format given`)
  const identifiers = identifiersOf(row.cells, mapping)
  if (identifiers.length === 0)
    return wrong('identifiers', 'is empty: nobody to whom the order belongs')
  const quantity = mapping.fields.has('quantity') ? Number(get('quantity')) : 1
  if (!Number.isInteger(quantity) || quantity === 0)
    return wrong('quantity', `“${get('quantity')}” is no whole number of pieces`)
  const priceFen = mapping.fields.has('price') ? fenOfYuan(get('price')) : undefined
  if (mapping.fields.has('price') && (priceFen === undefined || priceFen < 0))
    return wrong('price', `“${get('price')}” is no price`)
  const amountFen = mapping.fields.has('amount')
    ? fenOfYuan(get('amount'))
    : priceFen !== undefined
      ? quantity * priceFen
      : undefined
  if (amountFen === undefined) return wrong('amount', `“${get('amount')}” is no amount`)
  const cancelled = format.cancelPrefix !== undefined && orderId.startsWith(format.cancelPrefix)
  const refund = cancelled || quantity < 0 || amountFen < 0
  return {
    kind: refund ? 'refund' : 'sale',
    orderId,
    at,
    currency: get('currency'),
    identifiers,
    properties: extrasOf(row.cells, mapping),
    amountFen: Math.abs(amountFen),
    refundOf: get('refund_of'),
    productId: get('product_id') || undefined,
    name: get('name'),
    category: get('category'),
    quantity: Math.abs(quantity),
    priceFen,
  }
}
