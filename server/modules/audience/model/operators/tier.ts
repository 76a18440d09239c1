import type { Says } from '#kernel/locale.ts'
import { sql, strs } from '#kernel/sql.ts'
import { z } from 'zod'
import { options } from '../form.ts'
import { timeless, type Operator } from '../operator.ts'
import { TierName, type Tier as Name } from '../person-view.ts'
import { either } from '../text.ts'

export const Tier = z
  .strictObject({ kind: z.literal('tier'), anyOf: z.array(TierName).min(1) })
  .meta({ id: 'PredicateTier' })
export type Tier = z.infer<typeof Tier>

const LABELS: Readonly<Record<Name, Says>> = {
  loyal: { 'zh-CN': '忠实', 'zh-TW': '忠誠', en: 'loyal' },
  quality: { 'zh-CN': '优质', 'zh-TW': '優質', en: 'quality' },
  ordinary: { 'zh-CN': '普通', 'zh-TW': '一般', en: 'ordinary' },
  low_frequency: { 'zh-CN': '低频', 'zh-TW': '低頻', en: 'low-frequency' },
  lost: { 'zh-CN': '流失', 'zh-TW': '流失', en: 'lost' },
}

/** The person's value tier is one of these. */
export const tier: Operator<Tier> = {
  ...timeless,
  ch: ({ anyOf }) => sql`has(${strs(anyOf)}, people.tier)`,
  matches: ({ anyOf }, person) => person.tier !== undefined && anyOf.includes(person.tier),
  reads: () => ['tier'],
  say: ({ anyOf }, locale) => {
    const names = anyOf.map((one) => LABELS[one][locale])
    const is = { 'zh-CN': '价值分层为', 'zh-TW': '價值分層為', en: 'is in tier ' }[locale]
    return `${is}${either(names, locale)}`
  },
  form: {
    group: 'portrait',
    label: { 'zh-CN': '价值分层', 'zh-TW': '價值分層', en: 'Value tier' },
    hint: {
      'zh-CN': '忠实、优质、普通、低频、流失',
      'zh-TW': '忠誠、優質、一般、低頻、流失',
      en: 'Loyal, quality, ordinary, low-frequency, lost',
    },
    initial: { kind: 'tier', anyOf: ['loyal'] },
    fields: {
      anyOf: {
        label: { 'zh-CN': '分层', 'zh-TW': '分層', en: 'Tier' },
        input: { kind: 'choice', many: true, options: options(LABELS) },
      },
    },
  },
}
