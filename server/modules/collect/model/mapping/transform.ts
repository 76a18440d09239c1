import { fenOfYuan } from '#kernel/money.ts'

/** What may be made of a sender's value; what cannot be made of it stays as it came. */
export const TRANSFORMS = [
  'as_is',
  'text',
  'number',
  'integer',
  'boolean',
  'lower',
  'yuan_to_fen',
  'fen_to_yuan',
  'list',
] as const
export type Transform = (typeof TRANSFORMS)[number]

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value)

function numberOf(value: unknown): number | undefined {
  const text = typeof value === 'string' ? value.replaceAll(',', '').trim() : value
  const number = text === '' || typeof text === 'boolean' ? Number.NaN : Number(text)
  return Number.isFinite(number) ? number : undefined
}

const YES = new Set(['true', '1', 'yes', 'y', '是'])
const NO = new Set(['false', '0', 'no', 'n', '否', ''])

function booleanOf(value: unknown): boolean | undefined {
  const text = String(value).trim().toLowerCase()
  return YES.has(text) ? true : NO.has(text) ? false : undefined
}

const MAKE: Readonly<Record<Transform, (value: unknown) => unknown>> = {
  as_is: (value) => value,
  text: (value) => (isScalar(value) ? String(value) : undefined),
  number: numberOf,
  integer: (value) => {
    const number = numberOf(value)
    return number === undefined ? undefined : Math.round(number)
  },
  boolean: (value) => (isScalar(value) ? booleanOf(value) : undefined),
  lower: (value) => (isScalar(value) ? String(value).toLowerCase() : undefined),
  yuan_to_fen: fenOfYuan,
  fen_to_yuan: (value) => {
    const fen = numberOf(value)
    return fen === undefined ? undefined : fen / 100
  },
  list: (value) =>
    typeof value === 'string' ? value.split(/[,，;；|]/).map((one) => one.trim()) : undefined,
}

export const made = (value: unknown, as: Transform): unknown => MAKE[as](value) ?? value
