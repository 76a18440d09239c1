import { z } from 'zod'
import { inAll } from '#kernel/locale.ts'
import { addDays } from '#kernel/time.ts'

export const KINDS = ['general', 'app_only'] as const
export const STATUSES = ['live', 'paused', 'ended'] as const
export type Status = (typeof STATUSES)[number]
export const COUPON_ACTS = ['pause', 'resume', 'end'] as const
export type CouponAct = (typeof COUPON_ACTS)[number]

/** A batch that is paused or ended grants nothing more; what people hold stays theirs. */
export const COUPON_LIFECYCLE: Readonly<
  Record<Status, Readonly<Record<CouponAct, Status | 'no_change' | 'refused'>>>
> = {
  live: { pause: 'paused', resume: 'no_change', end: 'ended' },
  paused: { pause: 'no_change', resume: 'live', end: 'ended' },
  ended: { pause: 'refused', resume: 'refused', end: 'no_change' },
}

const Instant = z.iso.datetime({ offset: true })
const Fen = z.int().min(0).max(100_000_000)

export const CouponInput = z
  .object({
    name: z.string().trim().min(1).max(60),
    description: z.string().max(500).default(''),
    kind: z.enum(KINDS).default('general'),
    /** the order must reach this; 0 for none */
    thresholdFen: Fen.default(0),
    valueFen: Fen.min(1).optional(),
    /** 20 means 20 % less */
    percentOff: z.int().min(1).max(99).optional(),
    stock: z.int().min(1).max(100_000_000),
    limitPerPerson: z.int().min(1).max(1_000).default(1),
    validFrom: Instant.optional(),
    validUntil: Instant.optional(),
    /** days after it was granted, instead of `validUntil` */
    validDays: z.int().min(1).max(3_650).optional(),
    refundRule: z.enum(['give_back', 'keep_used']).default('give_back'),
  })
  .superRefine((c, context) => {
    const complain = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    if ((c.valueFen === undefined) === (c.percentOff === undefined))
      complain(
        'valueFen',
        inAll({
          'zh-CN': '金额与折扣须且只能填一个',
          'zh-TW': '金額與折扣須且只能填一個',
          en: 'give either valueFen or percentOff',
        }),
      )
    if ((c.validUntil === undefined) === (c.validDays === undefined))
      complain(
        'validUntil',
        inAll({
          'zh-CN': '截止时间与有效天数须且只能填一个',
          'zh-TW': '截止時間與有效天數須且只能填一個',
          en: 'give either validUntil or validDays',
        }),
      )
    if (c.validFrom && c.validUntil && new Date(c.validFrom) >= new Date(c.validUntil))
      complain(
        'validUntil',
        inAll({
          'zh-CN': '截止时间须晚于开始时间',
          'zh-TW': '截止時間須晚於開始時間',
          en: 'must be after validFrom',
        }),
      )
    if (c.valueFen !== undefined && c.thresholdFen > 0 && c.valueFen > c.thresholdFen)
      complain(
        'valueFen',
        inAll({
          'zh-CN': '面额不能超过使用门槛',
          'zh-TW': '面額不能超過使用門檻',
          en: 'must not exceed thresholdFen',
        }),
      )
  })
export type CouponInput = z.output<typeof CouponInput>

export interface Validity {
  validFrom: Date | undefined
  validUntil: Date | undefined
  validDays: number | undefined
}

/** When a coupon granted now may be used: from, and until (exclusive). */
export function validityOf(coupon: Validity, now: Date): { from: Date; until: Date } {
  const from = coupon.validFrom && coupon.validFrom > now ? coupon.validFrom : now
  const until = coupon.validUntil ?? addDays(from, coupon.validDays ?? 1)
  return { from, until }
}

/** What it takes off an order, in fen; never more than the order. Percentages round down. */
export function discountFen(
  coupon: { thresholdFen: number; valueFen?: number | undefined; percentOff?: number | undefined },
  orderFen: number,
): number {
  if (orderFen < coupon.thresholdFen) return 0
  if (coupon.valueFen !== undefined) return Math.min(coupon.valueFen, orderFen)
  return Math.floor((orderFen * (coupon.percentOff ?? 0)) / 100)
}
