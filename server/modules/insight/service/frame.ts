import { refusals } from '#kernel/refusal.ts'
import type { Ctx } from '#platform/ctx.ts'
import { stopwatch } from '#platform/stopwatch.ts'
import { insightRefusals } from '../contract.ts'
import { rangeOf } from '../model/question.ts'
import type { Range } from '../model/question.ts'
import { latestEvent } from '../queries/overview.ts'

export const refuse = refusals(insightRefusals)

interface RangeInput {
  from: string
  to: string
  asOf?: string | undefined
  timeZone: string
}

/** The range a question is asked of; an empty one is refused rather than answered with zeros. */
export function rangeOrRefuse(ctx: Ctx, input: RangeInput): Range {
  if (new Date(input.to) <= new Date(input.from)) refuse.empty_range()
  return rangeOf(input, ctx.now)
}

/** Asks, and says how fresh the answer is and how long it took. */
export async function withFreshness<T>(ctx: Ctx, asOf: Date, ask: () => Promise<T>) {
  const elapsedMs = stopwatch()
  const [answer, [latest]] = await Promise.all([
    ask(),
    ctx.ch.query<{ latest_ms: string; events: string }>(latestEvent(ctx.workspaceId)),
  ])
  const known = latest && Number(latest.events) > 0
  return {
    answer,
    freshness: {
      asOf: asOf.toISOString(),
      latestEventAt: known ? new Date(Number(latest.latest_ms)).toISOString() : null,
      tookMs: elapsedMs(),
    },
  }
}

/** One decimal; null where there is nothing to be a share of. */
export const percent = (part: number, of: number): number | null =>
  of === 0 ? null : Math.round((part / of) * 1_000) / 10
