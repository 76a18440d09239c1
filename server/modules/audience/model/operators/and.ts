import { join, sql } from '#kernel/sql.ts'
import { z } from 'zod'
import { earliest } from '../turning.ts'
import type { Operator } from '../operator.ts'

export interface And<Child> {
  kind: 'and'
  of: Child[]
}

/** An empty list is everyone: what a builder starts from. */
export const andSchema = <Child>(child: z.ZodType<Child>) =>
  z.strictObject({ kind: z.literal('and'), of: z.array(child) }).meta({ id: 'PredicateAnd' })

/** All of them hold. */
export const and = <Child>(): Operator<And<Child>, Child> => ({
  ch: ({ of }, _ctx, inner) =>
    of.length === 0 ? sql`true` : sql`(${join(of.map(inner), ' AND ')})`,
  matches: ({ of }, _person, _now, inner) => of.every(inner),
  nextFlip: ({ of }, _person, _now, inner) => earliest(of.map(inner)),
  reads: ({ of }, inner) => of.flatMap(inner),
  evidence: () => [],
  say: ({ of }, locale, inner) => {
    if (of.length === 0) return locale === 'en' ? 'everyone' : '所有人'
    const all = of.map(inner).join({ 'zh-CN': ',且 ', 'zh-TW': '，且 ', en: ', and ' }[locale])
    return of.length === 1 ? all : `(${all})`
  },
  form: {
    group: 'logic',
    label: { 'zh-CN': '全部满足', 'zh-TW': '全部符合', en: 'All of' },
    hint: {
      'zh-CN': '下面每个条件都成立',
      'zh-TW': '下面每個條件都成立',
      en: 'Every condition below holds',
    },
    initial: { kind: 'and', of: [] },
    fields: {
      of: {
        label: { 'zh-CN': '条件', 'zh-TW': '條件', en: 'Conditions' },
        input: { kind: 'conditions' },
      },
    },
  },
})
