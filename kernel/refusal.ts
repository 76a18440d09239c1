import type { Says } from './locale.ts'

/**
 * A refusal: the outside asked for what it may not have. Declared beside the route, thrown by the
 * verb, told to the caller as RFC 9457 problem+json in the caller's language.
 */
export interface RefusalDef extends Says {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 503
}

export type RefusalDefs = Readonly<Record<string, RefusalDef>>

/** What was wrong with one field, with the way out in `reason`. */
export interface FieldError {
  field: string
  reason: string
}

export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: string
  readonly def: RefusalDef
  readonly detail: Readonly<Record<string, unknown>>
  readonly errors: readonly FieldError[]

  constructor(
    code: string,
    def: RefusalDef,
    detail: Readonly<Record<string, unknown>> = {},
    errors: readonly FieldError[] = [],
  ) {
    super(`${code}: ${fill(def.en, detail)}`)
    this.code = code
    this.def = def
    this.detail = detail
    this.errors = errors
  }
}

/** `{name}` in a text becomes the detail of that name. */
export const fill = (text: string, detail: Readonly<Record<string, unknown>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, key: string) =>
    key in detail ? String(detail[key]) : whole,
  )

type Refuse<Defs extends RefusalDefs> = {
  readonly [Code in keyof Defs]: (
    detail?: Readonly<Record<string, unknown>>,
    errors?: readonly FieldError[],
  ) => never
}

/** `refuse.no_such_segment({ id })` throws; only declared codes exist. */
export function refusals<Defs extends RefusalDefs>(defs: Defs): Refuse<Defs> {
  const refuse: Record<
    string,
    (detail?: Readonly<Record<string, unknown>>, errors?: readonly FieldError[]) => never
  > = {}
  for (const [code, def] of Object.entries(defs))
    refuse[code] = (detail, errors) => {
      throw new Refusal(code, def, detail, errors)
    }
  return refuse as Refuse<Defs>
}
