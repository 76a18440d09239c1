import { MAX_LEVELS, tooDeep } from '#kernel/depth.ts'

/** Segment's HTTP API: one call a path; the browser SDK uses the first letters. */
const LETTERS = { t: 'track', i: 'identify', p: 'page', s: 'screen', a: 'alias', g: 'group' }
export const SINGLE_CALLS: Readonly<Record<string, string>> = {
  ...LETTERS,
  ...Object.fromEntries(Object.values(LETTERS).map((call) => [call, call])),
}
export const BATCH_CALLS = ['batch', 'b'] as const

/** More in one request is no batch of an SDK's. */
export const MAX_EVENTS = 10_000

export type Wrapped =
  | { kind: 'batch'; text: string; value: { batch: unknown[] } }
  | { kind: 'too_many' }
  | { kind: 'bad'; field: string; reason: string }

/** A batch as it is kept: `{batch: […]}`. A single call becomes a batch of one; the path names it. */
export function wrapped(call: string | undefined, text: string, value: unknown): Wrapped {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { kind: 'bad', field: '', reason: 'must be a JSON object' }
  if (call !== undefined) {
    if (tooDeep(value))
      return { kind: 'bad', field: '', reason: `is nested deeper than ${MAX_LEVELS} levels` }
    const one = { ...value, type: call }
    return { kind: 'batch', text: JSON.stringify({ batch: [one] }), value: { batch: [one] } }
  }
  if (!('batch' in value) || !Array.isArray(value.batch))
    return { kind: 'bad', field: 'batch', reason: 'must be a list of events' }
  if (value.batch.length > MAX_EVENTS) return { kind: 'too_many' }
  return { kind: 'batch', text, value: value as { batch: unknown[] } }
}
