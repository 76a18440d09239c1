/**
 * FNV-1a, 32 bits, finished with murmur3's mixer so that the low bits are fit for buckets.
 * Stable for ever: sticky splits (law 7) and random buckets depend on it.
 */
export function hash32(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    h ^= text.charCodeAt(i)
    h = Math.imul(h, 0x01000193)
  }
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  h ^= h >>> 16
  return h >>> 0
}

/** Where a person falls in [0, 1) for this salt; the same for ever. */
export const fraction = (salt: string, person: string): number =>
  hash32(`${salt}:${person}`) / 0x1_0000_0000
