import { join, sql } from '#kernel/sql.ts'
import { z } from 'zod'
import { earliest } from '../turning.ts'
import type { Operator } from '../operator.ts'

export interface Or<Child> {
  kind: 'or'
  of: Child[]
}

export const orSchema = <Child>(child: z.ZodType<Child>) =>
  z.strictObject({ kind: z.literal('or'), of: z.array(child).min(1) }).meta({ id: 'PredicateOr' })

/** At least one of them holds. */
export const or = <Child>(): Operator<Or<Child>, Child> => ({
  ch: ({ of }, _ctx, inner) => sql`(${join(of.map(inner), ' OR ')})`,
  matches: ({ of }, _person, _now, inner) => of.some(inner),
  nextFlip: ({ of }, _person, _now, inner) => earliest(of.map(inner)),
  reads: ({ of }, inner) => of.flatMap(inner),
  evidence: () => [],
  say: ({ of }, locale, inner) => {
    const any = of.map(inner).join({ 'zh-CN': ',或 ', 'zh-TW': '，或 ', en: ', or ' }[locale])
    return of.length === 1 ? any : `(${any})`
  },
  form: {
    group: 'logic',
    label: { 'zh-CN': '任一满足', 'zh-TW': '任一符合', en: 'Any of' },
    hint: {
      'zh-CN': '下面至少一个条件成立',
      'zh-TW': '下面至少一個條件成立',
      en: 'At least one condition below holds',
    },
    initial: { kind: 'or', of: [] },
    fields: {
      of: {
        label: { 'zh-CN': '条件', 'zh-TW': '條件', en: 'Conditions' },
        input: { kind: 'conditions' },
      },
    },
  },
})
