import type { Says } from '#kernel/locale.ts'

/** How the console draws one field of a condition. A new way to ask is a new member here. */
export type Input =
  | { readonly kind: 'pick'; readonly from: Catalogue }
  | { readonly kind: 'text' }
  | {
      readonly kind: 'number'
      readonly min?: number
      readonly max?: number
      readonly integer?: boolean
      readonly unit?: Says
    }
  | { readonly kind: 'choice'; readonly many: boolean; readonly options: readonly Option[] }
  | { readonly kind: 'value_test' }
  | { readonly kind: 'property' }
  | { readonly kind: 'property_filters' }
  | { readonly kind: 'happening' }
  | { readonly kind: 'count' }
  | { readonly kind: 'days' }
  | { readonly kind: 'window' }
  | { readonly kind: 'condition' }
  | { readonly kind: 'conditions' }

/** Where the suggestions of a `pick` come from. */
export type Catalogue = 'event' | 'attribute' | 'tag' | 'carrier' | 'channel' | 'segment'

export interface Option {
  readonly value: string
  readonly label: Says
}

export interface Field {
  readonly label: Says
  readonly input: Input
}

/** A condition as a form: a field for every part of it, total by type, in the order shown. */
export interface Form<P> {
  readonly group: 'logic' | 'portrait' | 'behaviour' | 'membership'
  readonly label: Says
  readonly hint: Says
  /** What the builder starts from; names still to be chosen are empty. */
  readonly initial: P
  readonly fields: { readonly [K in Exclude<keyof P, 'kind'>]-?: Field }
}

export const options = <V extends string>(labels: Readonly<Record<V, Says>>): Option[] =>
  Object.entries<Says>(labels).map(([value, label]) => ({ value, label }))
