import type { Says } from '#kernel/locale.ts'
import { sql, strs } from '#kernel/sql.ts'
import { z } from 'zod'
import { options } from '../form.ts'
import { timeless, type Operator } from '../operator.ts'
import { StageName, type Stage as Name } from '../person-view.ts'
import { either } from '../text.ts'

export const Stage = z
  .strictObject({ kind: z.literal('stage'), anyOf: z.array(StageName).min(1) })
  .meta({ id: 'PredicateStage' })
export type Stage = z.infer<typeof Stage>

const LABELS: Readonly<Record<Name, Says>> = {
  new: { 'zh-CN': '新用户', 'zh-TW': '新客', en: 'new' },
  active: { 'zh-CN': '活跃', 'zh-TW': '活躍', en: 'active' },
  silent: { 'zh-CN': '沉默', 'zh-TW': '沉睡', en: 'silent' },
  lost: { 'zh-CN': '流失', 'zh-TW': '流失', en: 'lost' },
  paying: { 'zh-CN': '付费', 'zh-TW': '付費', en: 'paying' },
}

/** The person's lifecycle stage is one of these. */
export const stage: Operator<Stage> = {
  ...timeless,
  ch: ({ anyOf }) => sql`has(${strs(anyOf)}, people.stage)`,
  matches: ({ anyOf }, person) => person.stage !== undefined && anyOf.includes(person.stage),
  reads: () => ['stage'],
  say: ({ anyOf }, locale) => {
    const names = anyOf.map((one) => LABELS[one][locale])
    const is = { 'zh-CN': '生命周期为', 'zh-TW': '生命週期為', en: 'is ' }[locale]
    return `${is}${either(names, locale)}`
  },
  form: {
    group: 'portrait',
    label: { 'zh-CN': '生命周期', 'zh-TW': '生命週期', en: 'Lifecycle stage' },
    hint: {
      'zh-CN': '新、活跃、沉默、流失、付费',
      'zh-TW': '新客、活躍、沉睡、流失、付費',
      en: 'New, active, silent, lost, paying',
    },
    initial: { kind: 'stage', anyOf: ['active'] },
    fields: {
      anyOf: {
        label: { 'zh-CN': '阶段', 'zh-TW': '階段', en: 'Stage' },
        input: { kind: 'choice', many: true, options: options(LABELS) },
      },
    },
  },
}
