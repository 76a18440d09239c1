import { DAY_MS } from '#kernel/time.ts'
import type { Ctx } from '#platform/ctx.ts'
import { greetingDays } from '../store/greetings.ts'
import { seconds } from './staff.ts'

const DAYS = 30

/** Newcomers who came with a welcome code, by local day, and how fast they were greeted. */
export async function greetingReport(
  ctx: Ctx,
  input: {
    from?: string | undefined
    to?: string | undefined
    timeZone: string
    staffUserid?: string | undefined
  },
) {
  const to = input.to === undefined ? new Date(ctx.now.getTime() + 1) : new Date(input.to)
  const from =
    input.from === undefined ? new Date(to.getTime() - DAYS * DAY_MS) : new Date(input.from)
  const { timeZone, staffUserid } = input
  const days = await greetingDays(ctx.db, ctx.workspaceId, { from, to, timeZone, staffUserid })
  return {
    days: days.map((day) => ({
      day: day.day,
      newcomers: day.added,
      sent: day.sent,
      missed: day.missed,
      alreadyDone: day.already_done,
      failed: day.failed,
      nothingToSay: day.nothing_to_say,
      underWay: day.open,
      p50Seconds: seconds(day.p50_ms),
      p95Seconds: seconds(day.p95_ms),
    })),
    asOf: ctx.now.toISOString(),
  }
}
