import { z } from 'zod'
import { inAll } from '#kernel/locale.ts'

const EACH = Symbol('each of a list')

/** A step into an object (by name), into a list (by number), or through all of a list. */
type Step = string | number | typeof EACH

const PATH = /^(?:[^.[\]]+|\[(?:\d{1,4}|\*)\])(?:\.[^.[\]]+|\[(?:\d{1,4}|\*)\])*$/

/** `trade.orders[0].sku`, `items[*].id`; '' is the whole. */
export const Path = z
  .string()
  .max(300)
  .refine(
    (text) => text === '' || PATH.test(text),
    inAll({
      'zh-CN': '路径如 data.orders[0].sku 或 items[*].id',
      'zh-TW': '路徑如 data.orders[0].sku 或 items[*].id',
      en: 'a path is like data.orders[0].sku or items[*].id',
    }),
  )

/** Whether a name can stand in a path: one with a dot or a bracket cannot. */
export const isName = (name: string): boolean => /^[^.[\]]+$/.test(name)

const cache = new Map<string, readonly Step[]>()
const CACHED = 5_000

function stepsOf(path: string): readonly Step[] {
  const known = cache.get(path)
  if (known) return known
  const steps = [...path.matchAll(/\[(\d+|\*)\]|([^.[\]]+)/g)].map(([, index, name]) =>
    index === undefined ? (name ?? '') : index === '*' ? EACH : Number(index),
  )
  if (cache.size >= CACHED) cache.clear()
  cache.set(path, steps)
  return steps
}

/** A text inside which JSON stands is looked into: senders put a payload into a field of another. */
export function opened(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    // Swallowed because a text that is no JSON is just that text.
    return value
  }
}

const through = (of: unknown, step: string | number): unknown => {
  const value = opened(of)
  if (typeof value !== 'object' || value === null) return undefined
  const isOwn = Object.prototype.propertyIsEnumerable.call(value, step)
  return isOwn ? (value as Record<string | number, unknown>)[step] : undefined
}

/** What stands there; with `[*]` a list of what stands there in each. Own properties only. */
export function valueAt(payload: unknown, path: string): unknown {
  const walk = (value: unknown, [step, ...rest]: readonly Step[]): unknown => {
    if (step === undefined) return value
    if (step !== EACH) return walk(through(value, step), rest)
    const list = opened(value)
    return Array.isArray(list) ? list.map((one) => walk(one, rest)) : undefined
  }
  return path === '' ? payload : walk(payload, stepsOf(path))
}

/** A list is as many events, anything else is one; nothing is none. */
export function eachAt(payload: unknown, path: string): readonly unknown[] {
  const found = opened(valueAt(payload, path))
  if (found === undefined || found === null) return []
  return Array.isArray(found) ? found : [found]
}
