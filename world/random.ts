import { hash32 } from '#kernel/hash.ts'

/**
 * Chance that can be replayed: the n-th throw depends on the seed and the name alone, never on what
 * others threw before. So people may act in any order and a restart continues where it stood.
 */
export interface Dice {
  /** In [0, 1). */
  next(): number
  happens(chance: number): boolean
  /** An integer in [from, to]. */
  between(from: number, to: number): number
  pick<T>(from: readonly [T, ...T[]]): T
  pick<T>(from: readonly T[]): T | undefined
  /** One of the things, as likely as its weight; `undefined` when no weight is positive. */
  weighted<T>(from: readonly T[], weight: (thing: T) => number): T | undefined
}

export function dice(seed: number, name: string): Dice {
  let throws = 0
  const next = () => hash32(`${seed}:${name}:${throws++}`) / 0x1_0000_0000
  function pick<T>(from: readonly [T, ...T[]]): T
  function pick<T>(from: readonly T[]): T | undefined
  function pick<T>(from: readonly T[]): T | undefined {
    return from[Math.floor(next() * from.length)]
  }
  return {
    next,
    happens: (chance) => next() < chance,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick,
    weighted(from, weight) {
      const total = from.reduce((sum, thing) => sum + Math.max(0, weight(thing)), 0)
      let left = next() * total
      for (const thing of from) {
        left -= Math.max(0, weight(thing))
        if (left < 0) return thing
      }
      return undefined
    },
  }
}

/** Hex that looks like a platform's opaque id, and is the same for the same name. */
export function hexId(seed: number, name: string, length: number): string {
  let text = ''
  for (let i = 0; text.length < length; i++)
    text += hash32(`${seed}:${name}:${i}`).toString(16).padStart(8, '0')
  return text.slice(0, length)
}

/** A UUID version 4 in form; deterministic, so that a replayed step repeats its message ids. */
export function uuidOf(seed: number, name: string): string {
  const h = hexId(seed, name, 32)
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`
}
