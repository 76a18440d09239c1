import type { Says } from '#kernel/locale.ts'

/** How the console draws one field of a node. A new way to ask is a new member here. */
export type Input =
  | {
      readonly kind: 'pick'
      readonly from: 'segment' | 'content' | 'coupon' | 'event' | 'tag'
    }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly unit?: Says }
  | { readonly kind: 'choice'; readonly options: readonly { value: string; label: Says }[] }
  /** ordered: the first that reaches the person is taken */
  | { readonly kind: 'carriers' }
  | { readonly kind: 'condition' }
  | { readonly kind: 'property_filters' }
  | { readonly kind: 'variants' }

export interface Field {
  readonly key: string
  readonly label: Says
  readonly input: Input
  /** shown only while another field has one of these values */
  readonly when?: { readonly key: string; readonly in: readonly string[] }
}

export type Form = readonly Field[]
