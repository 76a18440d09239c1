import { z } from 'zod'
import { inAll } from '#kernel/locale.ts'
import { bigId, pageInput, pageOf } from '#kernel/page.ts'
import { route } from '#kernel/route.ts'
import { DEFAULT_TIME_ZONE, isTimeZone } from '#kernel/time.ts'
import { STATES } from './model/lifecycle.ts'
import { OrderInput, RefundInput } from './model/order-input.ts'
import { ProductInput } from './model/product.ts'

const Instant = z.iso.datetime({ offset: true })

const noSuchOrder = {
  no_such_order: {
    status: 404,
    'zh-CN': '没有订单“{orderId}”。',
    'zh-TW': '沒有訂單「{orderId}」。',
    en: 'There is no order “{orderId}”.',
  },
} as const

const noSuchProduct = {
  no_such_product: {
    status: 404,
    'zh-CN': '没有商品“{productId}”。',
    'zh-TW': '沒有商品「{productId}」。',
    en: 'There is no product “{productId}”.',
  },
} as const

const contradiction = {
  contradiction: {
    status: 409,
    'zh-CN': '“{id}”已有记录,且与本次内容不同。',
    'zh-TW': '「{id}」已有記錄，且與本次內容不同。',
    en: '“{id}” is already known, and differs from what was sent.',
  },
} as const

const notPossible = {
  not_possible: {
    status: 409,
    'zh-CN': '状态为“{state}”的订单“{orderId}”不能执行“{act}”。',
    'zh-TW': '狀態為「{state}」的訂單「{orderId}」不能執行「{act}」。',
    en: 'Order “{orderId}” is “{state}”, so “{act}” is not possible.',
  },
} as const

const aboveRefundable = {
  above_paid: {
    status: 409,
    'zh-CN': '退款超过可退金额(剩余 {leftFen} 分)。',
    'zh-TW': '退款超過可退金額（剩餘 {leftFen} 分）。',
    en: 'The refund is above what is left of the payment ({leftFen} fen).',
  },
} as const

const badCsv = {
  bad_csv: {
    status: 422,
    'zh-CN': '无法读取 CSV:{reason}',
    'zh-TW': '無法讀取 CSV：{reason}',
    en: 'The CSV cannot be read: {reason}',
  },
} as const

export const COMMERCE_REFUSALS = {
  ...noSuchOrder,
  ...noSuchProduct,
  ...contradiction,
  ...notPossible,
  ...aboveRefundable,
  ...badCsv,
}

const LineView = z.object({
  productId: z.string(),
  name: z.string().nullable(),
  category: z.string().nullable(),
  quantity: z.int(),
  priceFen: z.int().nullable(),
})

export const OrderView = z.object({
  orderId: z.string(),
  state: z.enum(STATES),
  /** null until identity has said whose it is, some milliseconds after it was accepted */
  personId: bigId.nullable(),
  /** which order of hers this is, counted over paid ones; follows merges and splits */
  orderNumberOfPerson: z.int().nullable(),
  currency: z.string(),
  payFen: z.int(),
  refundedFen: z.int(),
  products: z.array(LineView),
  couponGrantIds: z.array(z.string()),
  storeId: z.string().nullable(),
  guideId: z.string().nullable(),
  properties: z.record(z.string(), z.unknown()),
  submittedAt: Instant.nullable(),
  paidAt: Instant.nullable(),
  cancelledAt: Instant.nullable(),
  source: z.string(),
  history: z.boolean(),
})
export type OrderView = z.output<typeof OrderView>

const RefundView = z.object({
  refundId: z.string(),
  refundFen: z.int(),
  reason: z.string().nullable(),
  refundedAt: Instant,
})

const Difference = z.object({ field: z.string(), known: z.unknown(), sent: z.unknown() })

const Refused = z.object({ index: z.int(), field: z.string(), reason: z.string() })

/** `position` goes to `/api/settled`; `unchanged` of the accepted were known already. */
const BatchAnswer = z.object({
  accepted: z.int(),
  unchanged: z.int(),
  position: z.string(),
  refused: z.array(Refused),
})
export type BatchAnswer = z.output<typeof BatchAnswer>

/** The most a call may carry. */
export const MAX_BATCH = 1_000

export const ProductView = z.object({
  productId: z.string(),
  name: z.string(),
  category: z.string().nullable(),
  brand: z.string().nullable(),
  priceFen: z.int().nullable(),
  imageUrl: z.string().nullable(),
  url: z.string().nullable(),
  tags: z.array(z.string()),
  status: z.enum(['on_sale', 'off_sale']),
  origin: z.enum(['api', 'csv', 'order']),
  updatedAt: Instant,
})

export const commerceContract = {
  createOrder: route({
    method: 'POST',
    path: '/orders',
    summary: 'Tell of one order; telling it again changes nothing',
    may: 'commerce:write',
    input: OrderInput,
    output: z.object({
      orderId: z.string(),
      outcome: z.enum(['created', 'updated', 'unchanged']),
      position: z.string(),
    }),
    refusals: { ...contradiction, ...notPossible },
  }),
  createOrders: route({
    method: 'POST',
    path: '/orders/batch',
    summary: 'Tell of up to 1,000 orders; a bad one costs only itself',
    may: 'commerce:write',
    input: z.object({
      orders: z.array(z.unknown()).min(1).max(MAX_BATCH),
      history: z.boolean().default(false),
    }),
    output: BatchAnswer,
  }),
  importOrders: route({
    method: 'POST',
    path: '/orders/csv',
    summary: 'Orders from CSV, one line per product (中文 or English column names)',
    may: 'commerce:write',
    input: z.object({
      csv: z.string().min(1).max(20_000_000),
      /** of times that name no zone */
      timeZone: z
        .string()
        .refine(
          isTimeZone,
          inAll({ 'zh-CN': '没有这个时区', 'zh-TW': '沒有這個時區', en: 'no such time zone' }),
        )
        .default(DEFAULT_TIME_ZONE),
      history: z.boolean().default(true),
    }),
    output: BatchAnswer.extend({
      refused: z.array(z.object({ line: z.int(), field: z.string(), reason: z.string() })),
    }),
    refusals: badCsv,
  }),
  refundOrder: route({
    method: 'POST',
    path: '/orders/refunds',
    summary: 'Tell of one refund, whole or partial; never more than was paid',
    may: 'commerce:write',
    input: RefundInput,
    output: z.object({
      orderId: z.string(),
      refundId: z.string(),
      outcome: z.enum(['created', 'unchanged']),
      state: z.enum(STATES),
      refundedFen: z.int(),
      position: z.string(),
    }),
    refusals: { ...noSuchOrder, ...contradiction, ...notPossible, ...aboveRefundable },
  }),
  refundOrders: route({
    method: 'POST',
    path: '/orders/refunds/batch',
    summary: 'Tell of up to 1,000 refunds; a bad one costs only itself',
    may: 'commerce:write',
    input: z.object({
      refunds: z.array(z.unknown()).min(1).max(MAX_BATCH),
      history: z.boolean().default(false),
    }),
    output: BatchAnswer,
  }),
  listOrders: route({
    method: 'GET',
    path: '/orders',
    summary: 'Orders, filtered; newest first',
    may: 'commerce:read',
    input: z.object({
      ...pageInput,
      q: z.string().max(128).optional(),
      state: z.enum(STATES).optional(),
      personId: bigId.optional(),
      productId: z.string().max(128).optional(),
      storeId: z.string().max(128).optional(),
      guideId: z.string().max(128).optional(),
      from: Instant.optional(),
      to: Instant.optional(),
      minPayFen: z.int().min(0).optional(),
      sort: z.enum(['time', 'payFen']).default('time'),
      order: z.enum(['asc', 'desc']).default('desc'),
    }),
    output: pageOf(OrderView),
  }),
  getOrder: route({
    method: 'GET',
    path: '/orders/{orderId}',
    summary: 'One order, with its refunds and what contradicted it',
    may: 'commerce:read',
    input: z.object({ orderId: z.string().min(1).max(128) }),
    output: OrderView.extend({
      refunds: z.array(RefundView),
      contradictions: z.array(
        z.object({ messageId: z.string(), at: Instant, difference: z.array(Difference) }),
      ),
    }),
    refusals: noSuchOrder,
  }),
  listProducts: route({
    method: 'GET',
    path: '/products',
    summary: 'The catalogue, filtered',
    may: 'commerce:read',
    input: z.object({
      ...pageInput,
      q: z.string().max(100).optional(),
      category: z.string().max(100).optional(),
      tag: z.string().max(30).optional(),
      status: z.enum(['on_sale', 'off_sale']).optional(),
      sort: z.enum(['updatedAt', 'name', 'priceFen', 'productId']).default('updatedAt'),
      order: z.enum(['asc', 'desc']).default('desc'),
    }),
    output: pageOf(ProductView),
  }),
  getProduct: route({
    method: 'GET',
    path: '/products/{productId}',
    summary: 'One product',
    may: 'commerce:read',
    input: z.object({ productId: z.string().min(1).max(128) }),
    output: ProductView,
    refusals: noSuchProduct,
  }),
  saveProducts: route({
    method: 'POST',
    path: '/products/batch',
    summary: 'Add or replace up to 1,000 products; a bad one costs only itself',
    may: 'commerce:write',
    input: z.object({ products: z.array(z.unknown()).min(1).max(MAX_BATCH) }),
    output: z.object({ accepted: z.int(), refused: z.array(Refused) }),
  }),
  saveProduct: route({
    method: 'PUT',
    path: '/products/{productId}',
    summary: 'Add or replace one product',
    may: 'commerce:write',
    input: ProductInput,
    output: ProductView,
  }),
  importProducts: route({
    method: 'POST',
    path: '/products/csv',
    summary: 'Add or replace products from CSV with a header line (中文 or English column names)',
    may: 'commerce:write',
    input: z.object({ csv: z.string().min(1).max(20_000_000) }),
    output: z.object({
      accepted: z.int(),
      refused: z.array(z.object({ line: z.int(), field: z.string(), reason: z.string() })),
    }),
    refusals: badCsv,
  }),
}
