import { z } from 'zod'
import type { SiyuAccess } from './http.ts'
import { siyuApi } from './http.ts'

const Shown = z.object({ now: z.iso.datetime({ offset: true }) })

/** Siyu's virtual time; it needs `--clock virtual` and an administrator's key. */
export async function readClock(access: SiyuAccess): Promise<Date> {
  return new Date(Shown.parse(await siyuApi(access, 'GET', '/api/clock')).now)
}

/** Timers so far apart fall together however slowly a world lives. */
const LEAST_STEP_SECONDS = 900

/**
 * Moves Siyu forward. Timers that fall due are worked off before the answer; those that lie within
 * the world's grain of each other together, for a world of weeks in minutes does not mind.
 */
export async function moveClock(access: SiyuAccess, to: Date, grainMs: number): Promise<void> {
  const stepSeconds = Math.max(LEAST_STEP_SECONDS, grainMs / 1_000)
  await siyuApi(access, 'PUT', '/api/clock', { now: to.toISOString(), stepSeconds })
}

const Settled = z.object({ settled: z.boolean() })
const PATIENCE_MS = 60_000

/** Returns once everything up to the position is visible in queries, memberships and runs. */
export async function settled(access: SiyuAccess, position: string): Promise<void> {
  const query = `position=${encodeURIComponent(position)}&timeoutMs=${PATIENCE_MS}`
  for (;;) {
    const answer = await siyuApi(access, 'GET', `/api/settled?${query}`)
    if (Settled.parse(answer).settled) return
  }
}
