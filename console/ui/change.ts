import type { Unit } from './use-format.ts'

export interface Change {
  direction: 'up' | 'down' | 'same'
  /** Relative to before; for ratios the difference itself, in points of one hundred. */
  ratio: number
}

/** How a number moved. Nothing can be said against an unknown or an empty period. */
export function change(
  now: number | null | undefined,
  before: number | null | undefined,
  unit: Unit,
): Change | undefined {
  if (now === null || now === undefined || before === null || before === undefined) return undefined
  if (before === 0 && unit !== 'ratio') return undefined
  const difference = now - before
  const ratio = unit === 'ratio' ? difference : difference / Math.abs(before)
  return { direction: difference === 0 ? 'same' : difference > 0 ? 'up' : 'down', ratio }
}
