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
  loyal: { 'zh-CN': '忠实', en: 'loyal' },
  quality: { 'zh-CN': '优质', en: 'quality' },
  ordinary: { 'zh-CN': '普通', en: 'ordinary' },
  low_frequency: { 'zh-CN': '低频', en: 'low-frequency' },
  lost: { 'zh-CN': '流失', en: 'lost' },
}

/** The person's value tier is one of these. */
export const tier: Operator<Tier> = {
  ...timeless,
  ch: ({ anyOf }) => sql`has(${strs(anyOf)}, people.tier)`,
  matches: ({ anyOf }, person) => person.tier !== undefined && anyOf.includes(person.tier),
  reads: () => ['tier'],
  say: ({ anyOf }, locale) => {
    const names = anyOf.map((one) => LABELS[one][locale])
    return `${locale === 'zh-CN' ? '价值分层为' : 'is in tier '}${either(names, locale)}`
  },
  form: {
    group: 'portrait',
    label: { 'zh-CN': '价值分层', en: 'Value tier' },
    hint: {
      'zh-CN': '忠实、优质、普通、低频、流失',
      en: 'Loyal, quality, ordinary, low-frequency, lost',
    },
    initial: { kind: 'tier', anyOf: ['loyal'] },
    fields: {
      anyOf: {
        label: { 'zh-CN': '分层', en: 'Tier' },
        input: { kind: 'choice', many: true, options: options(LABELS) },
      },
    },
  },
}
