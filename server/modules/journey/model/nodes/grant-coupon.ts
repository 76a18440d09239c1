import { z } from 'zod'
import { node } from '../node.ts'
import { act } from '../step.ts'

/** Gives a coupon from stock; without stock or beyond her limit she leaves by `not_granted`. */
export const grantCoupon = node({
  kind: 'grant_coupon',
  role: 'act',
  label: { 'zh-CN': '发券', 'zh-TW': '發券', en: 'Grant a coupon' },
  hint: { 'zh-CN': '从库存发一张券', 'zh-TW': '從庫存發一張券', en: 'Gives a coupon from stock' },
  config: z.object({ couponId: z.uuid() }),
  initial: { couponId: '' },
  exits: ['granted', 'not_granted'],
  openExits: ['not_granted'],
  exitLabels: {
    granted: { 'zh-CN': '已发券', 'zh-TW': '已發券', en: 'Granted' },
    not_granted: { 'zh-CN': '未能发券', 'zh-TW': '未能發券', en: 'Not granted' },
  },
  refs: ({ couponId }) => [{ kind: 'coupon', id: couponId }],
  step: ({ couponId }) =>
    act({ kind: 'grant_coupon', couponId }, { done: 'granted', refused: 'not_granted' }),
  say: () => ({ 'zh-CN': '发一张券', 'zh-TW': '發一張券', en: 'Grant a coupon' }),
  form: [
    {
      key: 'couponId',
      label: { 'zh-CN': '优惠券', 'zh-TW': '優惠券', en: 'Coupon' },
      input: { kind: 'pick', from: 'coupon' },
    },
  ],
})
