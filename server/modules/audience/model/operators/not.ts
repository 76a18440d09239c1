import { sql } from '#kernel/sql.ts'
import { z } from 'zod'
import type { Operator } from '../operator.ts'

export interface Not<Child> {
  kind: 'not'
  of: Child
}

export const notSchema = <Child>(child: z.ZodType<Child>) =>
  z.strictObject({ kind: z.literal('not'), of: child }).meta({ id: 'PredicateNot' })

/** It does not hold. `initial` is what is denied first: the caller knows the children, not we. */
export const not = <Child>(initial: Child): Operator<Not<Child>, Child> => ({
  ch: ({ of }, _ctx, inner) => sql`NOT ${inner(of)}`,
  matches: ({ of }, _person, _now, inner) => !inner(of),
  nextFlip: ({ of }, _person, _now, inner) => inner(of),
  reads: ({ of }, inner) => inner(of),
  evidence: () => [],
  say: ({ of }, locale, inner) =>
    ({
      'zh-CN': `不满足:${inner(of)}`,
      'zh-TW': `不符合：${inner(of)}`,
      en: `not: ${inner(of)}`,
    })[locale],
  form: {
    group: 'logic',
    label: { 'zh-CN': '不满足', 'zh-TW': '不符合', en: 'Not' },
    hint: {
      'zh-CN': '下面的条件不成立',
      'zh-TW': '下面的條件不成立',
      en: 'The condition below does not hold',
    },
    initial: { kind: 'not', of: initial },
    fields: {
      of: {
        label: { 'zh-CN': '条件', 'zh-TW': '條件', en: 'Condition' },
        input: { kind: 'condition' },
      },
    },
  },
})
