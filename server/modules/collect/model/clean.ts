/** Limits of one event. What is over them is set aside whole, and its sender told which. */
export const MAX_PROPERTIES = 2_000
export const MAX_DEPTH = 20
export const MAX_EVENT_BYTES = 512 * 1024
export const MAX_MESSAGE_ID = 100
export const MAX_EVENT_NAME = 200
const MAX_KEY = 200

export type Cleaned =
  | { kind: 'clean'; value: Record<string, unknown> }
  | { kind: 'bad'; field: string; reason: string }

/** Keys that would reach into JavaScript's own objects: never of use to a sender. */
const POISON = new Set(['__proto__', 'constructor', 'prototype'])

interface Count {
  left: number
}

/**
 * A copy that every store can hold: no poisonous keys, no NUL, no half characters, no empty keys;
 * refuses what is too deep or too much. Linear in its input, and never deeper than the limit.
 */
export function clean(value: unknown, field: string): Cleaned {
  if (value === undefined || value === null) return { kind: 'clean', value: {} }
  if (typeof value !== 'object' || Array.isArray(value))
    return { kind: 'bad', field, reason: 'must be an object' }
  const count: Count = { left: MAX_PROPERTIES }
  try {
    return { kind: 'clean', value: cleanObject(value as Record<string, unknown>, 1, count) }
  } catch (error) {
    if (error instanceof TooMuch) return { kind: 'bad', field, reason: error.message }
    throw error
  }
}

class TooMuch extends Error {}

function cleanObject(
  value: Record<string, unknown>,
  depth: number,
  count: Count,
): Record<string, unknown> {
  if (depth > MAX_DEPTH) throw new TooMuch(`is nested deeper than ${MAX_DEPTH} levels`)
  const copy: Record<string, unknown> = {}
  for (const key in value) {
    if (!Object.hasOwn(value, key) || POISON.has(key) || key === '') continue
    if (--count.left < 0) throw new TooMuch(`has more than ${MAX_PROPERTIES} properties`)
    if (key.length > MAX_KEY) throw new TooMuch(`has a name longer than ${MAX_KEY} characters`)
    const cleaned = cleanValue(value[key], depth, count)
    if (cleaned !== undefined) copy[cleanText(key)] = cleaned
  }
  return copy
}

function cleanValue(value: unknown, depth: number, count: Count): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value === 'number') return cleanNumber(value)
  if (typeof value === 'boolean') return value
  if (value === null || typeof value !== 'object') return undefined
  if (!Array.isArray(value)) return cleanObject(value as Record<string, unknown>, depth + 1, count)
  if (depth >= MAX_DEPTH) throw new TooMuch(`is nested deeper than ${MAX_DEPTH} levels`)
  if ((count.left -= value.length) < 0)
    throw new TooMuch(`has more than ${MAX_PROPERTIES} properties`)
  return value.map((item) => cleanValue(item, depth + 1, count) ?? null)
}

/**
 * ClickHouse refuses a row with a whole number beyond 64 bits, written in digits as JSON writes all
 * below 1e21. Whoever sends one means an id, so it stays as text.
 */
function cleanNumber(value: number): number | string | undefined {
  if (!Number.isFinite(value)) return undefined
  const inDigits = Math.abs(value) < 1e21
  return inDigits && (value >= 2 ** 64 || value <= -(2 ** 63)) ? String(value) : value
}

// eslint-disable-next-line no-control-regex -- NUL is what PostgreSQL's text cannot hold
const UNHOLDABLE = /[\0\ud800-\udfff]/

/** NUL is in no text of PostgreSQL's, and half a surrogate pair is in no UTF-8. */
export const cleanText = (text: string): string =>
  UNHOLDABLE.test(text) ? text.replaceAll('\0', '').toWellFormed() : text
