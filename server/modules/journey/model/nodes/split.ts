import { z } from 'zod'
import { must } from '#kernel/assert.ts'
import { node } from '../node.ts'
import { go } from '../step.ts'

const Variant = z.object({
  id: z.string().regex(/^[a-z0-9_]{1,20}$/, 'lower-case letters, digits and _'),
  name: z.string().min(1).max(40),
  percent: z.number().min(0).max(100),
  /** the control group: nothing is done to it, so that the others can be compared with it */
  holdout: z.boolean().default(false),
})
export type Variant = z.infer<typeof Variant>

export const Variants = z.object({ variants: z.array(Variant).min(2).max(8) })

/** The variant a person falls into. Shares are laid end to end on [0, 1); she never moves. */
export function variantAt(variants: readonly Variant[], bucket: number): Variant {
  let upTo = 0
  for (const variant of variants) {
    upTo += variant.percent / 100
    if (bucket < upTo) return variant
  }
  // Rounding may leave a sliver at the end; it belongs to the last that has a share.
  return must(
    variants.findLast(({ percent }) => percent > 0),
    'a variant with a share',
  )
}

/** Parts people by chance, once and for ever: a hash of person and node decides (law 7). */
export const split = node({
  kind: 'split',
  role: 'decide',
  label: { 'zh-CN': 'A/B 分流', 'zh-TW': 'A/B 分流', en: 'A/B split' },
  hint: {
    'zh-CN': '按比例随机分流,同一人始终同一组',
    'zh-TW': '依比例隨機分流，同一人始終同一組',
    en: 'By chance; the same person, the same way',
  },
  config: Variants,
  initial: {
    variants: [
      { id: 'a', name: 'A', percent: 50, holdout: false },
      { id: 'b', name: 'B', percent: 50, holdout: false },
    ],
  },
  exits: ({ variants }) => variants.map(({ id }) => id),
  openExits: ({ variants }) => variants.filter(({ holdout }) => holdout).map(({ id }) => id),
  faults({ variants }) {
    const sum = variants.reduce((total, { percent }) => total + percent, 0)
    const ids = new Set(variants.map(({ id }) => id))
    return [
      ...(Math.abs(sum - 100) > 1e-6
        ? [
            {
              code: 'percent_sum',
              says: {
                'zh-CN': `各组比例之和是 ${sum}%,应为 100%`,
                'zh-TW': `各組比例之和是 ${sum}%，應為 100%`,
                en: `The shares add up to ${sum} %, not to 100 %`,
              },
            },
          ]
        : []),
      ...(ids.size < variants.length
        ? [
            {
              code: 'same_variant_twice',
              says: {
                'zh-CN': '有两个分组的标识相同',
                'zh-TW': '有兩個分組的代號相同',
                en: 'Two variants have the same id',
              },
            },
          ]
        : []),
    ]
  },
  step: ({ variants }, { bucket }) => go(variantAt(variants, bucket).id),
  say: ({ variants }) => {
    const text = variants.map(({ name, percent }) => `${name} ${percent}%`).join(' / ')
    return { 'zh-CN': text, 'zh-TW': text, en: text }
  },
  form: [
    {
      key: 'variants',
      label: { 'zh-CN': '分组', 'zh-TW': '分組', en: 'Variants' },
      input: { kind: 'variants' },
    },
  ],
})
