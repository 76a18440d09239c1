/** Traits that identify or locate a person: sealed at rest, shown only with `pii:read`. */
const PERSONAL = new Set([
  'phone',
  'mobile',
  'email',
  'address',
  'id_card',
  'idcard',
  'birthday',
  'real_name',
  'firstName',
  'lastName',
  'first_name',
  'last_name',
])

export const isPersonal = (name: string): boolean => PERSONAL.has(name)

export type TraitValue = string | number | boolean | null

const MAX_TEXT = 1_000

/** Attributes are flat: what is nested or a list is kept as JSON text, so nothing is lost. */
export function traitValue(value: unknown): TraitValue | undefined {
  if (value === null) return null
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value === 'string') return value.slice(0, MAX_TEXT)
  if (value === undefined) return undefined
  return JSON.stringify(value).slice(0, MAX_TEXT)
}

export const isTraitName = (name: string): boolean =>
  name.length >= 1 && name.length <= 100 && !name.startsWith('__')
