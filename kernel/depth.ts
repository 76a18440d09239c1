/**
 * Levels of nesting that JSON from outside may have. It is read to any depth but written
 * recursively, so that ten thousand levels would end in a fault wherever it is told again.
 */
export const MAX_LEVELS = 100

/** Whether it has more levels; never looks deeper than that. */
export function tooDeep(value: unknown, levels = MAX_LEVELS): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  if (Array.isArray(value)) return value.some((item) => tooDeep(item, levels - 1))
  for (const key in value)
    if (tooDeep((value as Record<string, unknown>)[key], levels - 1)) return true
  return false
}

/** A copy that can be written down: what lies deeper is told as `…`. */
export function clipped(value: unknown, levels = MAX_LEVELS): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (levels === 0) return '…'
  if (Array.isArray(value)) return value.map((item) => clipped(item, levels - 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, clipped(item, levels - 1)]),
  )
}
