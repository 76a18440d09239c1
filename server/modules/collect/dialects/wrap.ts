import { MAX_LEVELS, clipped, tooDeep } from '#kernel/depth.ts'
import type { Kept, Wrapped } from './dialect.ts'

/** More in one request is no batch of an SDK's. */
export const MAX_EVENTS = 10_000

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `{batch: […]}` is kept as the text it came as, without being written anew. */
export function batchOf(text: string, value: unknown): Wrapped {
  if (!isObject(value)) return { kind: 'bad', field: '', reason: 'must be a JSON object' }
  if (!Array.isArray(value.batch))
    return { kind: 'bad', field: 'batch', reason: 'must be a list of events' }
  if (value.batch.length > MAX_EVENTS) return { kind: 'too_many' }
  return { kind: 'batch', text, value: value as Kept }
}

/** A call by itself becomes a batch of one; its path says what the event does not. */
export function oneOf(value: unknown, pathSays: Readonly<Record<string, unknown>>): Wrapped {
  if (!isObject(value)) return { kind: 'bad', field: '', reason: 'must be a JSON object' }
  return wrapped([{ ...value, ...pathSays }])
}

/**
 * Events that came in another form than `{batch: […]}` are written down in that one. One that is
 * nested too deep to be written is cut just below the limit, and so is refused alone. A mapping that
 * says how they are read is kept with them, so that reading them again gives the same.
 */
export function wrapped(
  events: readonly unknown[],
  beside: Readonly<Record<string, string | number | boolean | undefined>> = {},
  mapping?: object,
): Wrapped {
  if (events.length > MAX_EVENTS) return { kind: 'too_many' }
  const batch = events.map((it) => (tooDeep(it) ? clipped(it, MAX_LEVELS + 1) : it))
  const value: Kept = { ...beside, ...(mapping && { mapping }), batch }
  return { kind: 'batch', text: JSON.stringify(value), value }
}
