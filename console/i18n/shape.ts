type Plural<T> = {
  [K in keyof T as K extends `${infer Base}_other` ? `${Base}_one` : never]?: string
}

/** The keys that a translation must have. `x_one` may stand beside `x_other` where a tongue needs it. */
export type Shape<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]>
} & Plural<T>
