import { z } from 'zod'
import { inAll } from '#kernel/locale.ts'
import { fenOfYuan } from '#kernel/money.ts'
import { IDENTIFIER_KINDS } from '#platform/event.ts'
import { normaliseIdentifier } from '#platform/identifier.ts'

const Id = z.string().trim().min(1).max(128)
/** Orders of other systems carry numbers as ids as often as text. */
const AnyId = z.union([Id, z.int().nonnegative().transform(String)])
const Fen = z.int().min(0).max(1_000_000_000_000)
const Yuan = z.union([z.number(), z.string().max(30)])
const Instant = z.iso.datetime({ offset: true })

const Amounts = { payFen: Fen.optional(), payAmount: Yuan.optional() }

/** What belongs to one line of an order. Price is of one piece; fen wins when both are given. */
export const OrderLine = z
  .object({
    productId: AnyId,
    name: z.string().max(300).optional(),
    category: z.string().max(100).optional(),
    quantity: z.int().min(1).max(1_000_000).default(1),
    price: Yuan.optional(),
    priceFen: Fen.optional(),
  })
  .transform((line, context) => {
    const priceFen = amount(line.priceFen, line.price, 'price', context)
    const { productId, name, category, quantity } = line
    return { productId, name, category, quantity, priceFen }
  })
export type OrderLine = z.output<typeof OrderLine>

export const Identifier = z.object({
  kind: z.enum(IDENTIFIER_KINDS),
  value: z.string().trim().min(1).max(255),
  scope: z.string().max(128).default(''),
})

const MAX_LINES = 2_000

/** An order as other systems tell it. */
export const OrderInput = z
  .object({
    orderId: AnyId,
    status: z.enum(['submitted', 'paid', 'cancelled']).default('paid'),
    paidAt: Instant.optional(),
    submittedAt: Instant.optional(),
    cancelledAt: Instant.optional(),
    ...Amounts,
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'ISO 4217, e.g. CNY')
      .default('CNY'),
    products: z.array(OrderLine).max(MAX_LINES).default([]),
    identifiers: z
      .array(Identifier)
      .max(20)
      .refine((refs) => refs.some((ref) => normaliseIdentifier(ref) !== undefined), {
        message: inAll({
          'zh-CN': '没有一个可用的标识',
          'zh-TW': '沒有一個可用的識別',
          en: 'none of these identifies anybody',
        }),
      }),
    couponGrantIds: z.array(Id).max(20).default([]),
    storeId: AnyId.optional(),
    guideId: AnyId.optional(),
    properties: z.record(z.string().max(100), z.unknown()).default({}),
    /** imported history: counts everywhere, triggers nothing */
    history: z.boolean().default(false),
  })
  .transform((order, context) => {
    const payFen = amount(order.payFen, order.payAmount, 'payAmount', context)
    if (order.payFen === undefined && order.payAmount === undefined)
      context.addIssue({
        code: 'custom',
        path: ['payFen'],
        message: inAll({
          'zh-CN': '缺少金额:payFen(分)或 payAmount(元)',
          'zh-TW': '缺少金額：payFen（分）或 payAmount（元）',
          en: 'give payFen or payAmount',
        }),
      })
    if (order.status === 'paid' && order.paidAt === undefined)
      context.addIssue({
        code: 'custom',
        path: ['paidAt'],
        message: inAll({
          'zh-CN': '已支付的订单需要支付时间',
          'zh-TW': '已付款的訂單需要付款時間',
          en: 'a paid order needs paidAt',
        }),
      })
    const { payFen: _fen, payAmount: _yuan, ...rest } = order
    return { ...rest, payFen: payFen ?? 0 }
  })
export type OrderInput = z.output<typeof OrderInput>

export const RefundInput = z
  .object({
    orderId: AnyId,
    refundId: AnyId,
    refundFen: Fen.optional(),
    refundAmount: Yuan.optional(),
    refundedAt: Instant,
    reason: z.string().max(300).optional(),
    products: z.array(OrderLine).max(MAX_LINES).default([]),
    history: z.boolean().default(false),
  })
  .transform((refund, context) => {
    const refundFen = amount(refund.refundFen, refund.refundAmount, 'refundAmount', context)
    if (refundFen === undefined || refundFen === 0)
      context.addIssue({
        code: 'custom',
        path: ['refundFen'],
        message: inAll({
          'zh-CN': '退款金额须大于 0:refundFen(分)或 refundAmount(元)',
          'zh-TW': '退款金額須大於 0：refundFen（分）或 refundAmount（元）',
          en: 'give refundFen or refundAmount above 0',
        }),
      })
    const { refundFen: _fen, refundAmount: _yuan, ...rest } = refund
    return { ...rest, refundFen: refundFen ?? 0 }
  })
export type RefundInput = z.output<typeof RefundInput>

interface Complain {
  addIssue(issue: { code: 'custom'; path: string[]; message: string }): void
}

/** Fen from either spelling; two that differ are a contradiction, not a choice. */
function amount(
  fen: number | undefined,
  yuan: number | string | undefined,
  field: string,
  context: Complain,
): number | undefined {
  if (yuan === undefined) return fen
  const ofYuan = fenOfYuan(yuan)
  if (ofYuan === undefined || ofYuan < 0) {
    const message = inAll({
      'zh-CN': '不是有效的非负金额(元)',
      'zh-TW': '不是有效的非負金額（元）',
      en: 'not an amount of yuan, zero or more',
    })
    context.addIssue({ code: 'custom', path: [field], message })
    return fen
  }
  if (fen !== undefined && fen !== ofYuan) {
    const message = inAll({
      'zh-CN': '与以分计的金额不一致',
      'zh-TW': '與以分計的金額不一致',
      en: 'differs from the amount in fen',
    })
    context.addIssue({ code: 'custom', path: [field], message })
  }
  return fen ?? ofYuan
}
