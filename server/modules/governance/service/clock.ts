import { refusals } from '#kernel/refusal.ts'
import type { Ctx } from '#platform/ctx.ts'
import { CLOCK, INSTALLATION_ONLY } from '../contract/refusals.ts'
import { holdsInstallation } from './stands.ts'

const refuse = refusals({ ...CLOCK, ...INSTALLATION_ONLY })

export async function readClock(ctx: Ctx) {
  return { now: ctx.system.now().toISOString(), clock: ctx.system.clockKind }
}

/** Forward only; what fell due on the way is worked off before the answer. */
export async function moveClock(ctx: Ctx, input: { now: string; stepSeconds: number }) {
  if (!holdsInstallation(ctx)) return refuse.installation_only()
  if (ctx.system.clockKind === 'real') return refuse.clock_is_real()
  const to = new Date(input.now)
  const now = ctx.system.now()
  if (to < now) return refuse.clock_goes_forward({ now: now.toISOString() })
  await ctx.system.moveClock(to, input.stepSeconds * 1_000)
  return readClock(ctx)
}
