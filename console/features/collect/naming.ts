import { FIELD_NAMES, OPS, Rule } from '#modules/collect/model/naming/rule.ts'
import type { Condition, Field } from '#modules/collect/model/naming/rule.ts'
import type { api } from '../../api/client.ts'

export type NamedEvent = Awaited<ReturnType<typeof api.collect.namedEvents>>['items'][number]
export type Captured = Awaited<ReturnType<typeof api.insight.captured>>['items'][number]

/** A condition as it is being written: nothing is wrong with what is not there yet. */
export interface DraftCondition {
  field?: Field | undefined
  op?: Condition['op'] | undefined
  value?: string | undefined
  values?: string[] | undefined
}

export interface DraftRule {
  base: Rule['base']
  where: readonly (DraftCondition | undefined)[]
}

export const OP_NAMES = OPS
export const FIELDS_OFFERED = FIELD_NAMES

/** As the server takes it; undefined while something is missing. */
export function ruleOf({ base, where }: DraftRule): Rule | undefined {
  const conditions = where.map((one) => {
    const { field, op, value, values } = one ?? {}
    return op === 'one_of' ? { field, op, values: values ?? [] } : { field, op, value: value ?? '' }
  })
  const read = Rule.safeParse({ base, where: conditions })
  return read.success ? read.data : undefined
}

export const draftOf = ({ base, where }: Rule): DraftRule => ({
  base,
  where: where.map((one) => ({ ...one })),
})

/** Words for a rule's parts, from whoever speaks the reader's language. */
export interface RuleWords {
  base: (base: Rule['base']) => string
  field: (field: Field) => string
  op: (op: Condition['op']) => string
}

/** A rule in one line: “clicked · text is “buy” · path starts with “/goods””. */
export const ruleSays = ({ base, where }: Rule, words: RuleWords): string =>
  [
    words.base(base),
    ...where.map((one) => {
      const said = one.op === 'one_of' ? one.values : [one.value]
      return `${words.field(one.field)} ${words.op(one.op)} ${said.map((text) => `“${text}”`).join(' / ')}`
    }),
  ].join(' · ')
