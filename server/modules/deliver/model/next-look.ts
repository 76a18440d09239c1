import { HOUR_MS, MINUTE_MS } from '#kernel/time.ts'

/** Looks fall on a common grid, so that hundreds of tasks are asked about together. */
const GRID_MS = 5 * MINUTE_MS
const COARSE_GRID_MS = 30 * MINUTE_MS
const LONGEST_MS = 6 * HOUR_MS

/**
 * When to ask next about a task of this age. Staff confirm within minutes or tomorrow, so looks come
 * the rarer, the older it is: about twenty in three days.
 */
export function nextLook(createdAt: Date, now: Date): Date {
  const ageMs = Math.max(now.getTime() - createdAt.getTime(), 0)
  const grid = ageMs < HOUR_MS ? GRID_MS : COARSE_GRID_MS
  const wanted = now.getTime() + Math.min(Math.max(ageMs / 2, MINUTE_MS), LONGEST_MS)
  return new Date(Math.ceil(wanted / grid) * grid)
}
