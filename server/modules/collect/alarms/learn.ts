import { DAY_MS, HOUR_MS, MINUTE_MS, localTime } from '#kernel/time.ts'
import type { Ctx } from '#platform/ctx.ts'
import { dispersionOf } from '../model/alarm/expectation.ts'
import type { AheadAt } from '../model/alarm/expectation.ts'
import { KEPT_HOURS, extended, hourOf } from '../model/alarm/flow.ts'
import { flowHours } from '../queries/flow.ts'
import type { FlowHour } from '../queries/flow.ts'
import { flowsOf, forgetFlows, saveFlows } from '../store/flows.ts'
import type { FlowRow } from '../store/flows.ts'

/** So many pairs of event and source are watched in a workspace, the most frequent first. */
export const MAX_PAIRS = 200

export const keyOf = ({ event, source }: { event: string; source: string }): string =>
  JSON.stringify([event, source])

/** Minutes the zone is ahead of UTC at an hour; the same hours are asked for over and over. */
export function aheadIn(timeZone: string): AheadAt {
  const known = new Map<number, number>()
  return (hour) => {
    const cached = known.get(hour)
    if (cached !== undefined) return cached
    const at = new Date(hour * HOUR_MS)
    const { year, month, day, hour: shown, minute } = localTime(at, timeZone)
    const ahead = (Date.UTC(year, month - 1, day, shown, minute) - at.getTime()) / MINUTE_MS
    known.set(hour, ahead)
    return ahead
  }
}

/**
 * Brings the flows up to the last whole hour: once from four weeks of history, then from the hours since.
 * An event that is new to a workspace is learned from its first whole hour on.
 */
export async function learn(
  ctx: Ctx,
  learnedHour: number | null,
  until: Date,
  aheadAt: AheadAt,
): Promise<FlowRow[]> {
  const upTo = hourOf(until.getTime())
  const known = await flowsOf(ctx.db, ctx.workspaceId)
  if (learnedHour !== null && learnedHour >= upTo) return known
  const from = Math.max(learnedHour ?? 0, upTo - KEPT_HOURS)
  const rows = await ctx.ch.query<FlowHour>(
    flowHours({
      workspaceId: ctx.workspaceId,
      from: new Date(from * HOUR_MS),
      to: new Date(upTo * HOUR_MS),
      pairs: MAX_PAIRS,
    }),
  )
  const flows = new Map(known.map((flow) => [keyOf(flow), flow]))
  const came = new Map<string, FlowHour[]>()
  for (const row of rows) came.set(keyOf(row), [...(came.get(keyOf(row)) ?? []), row])
  for (const [key, hours] of came)
    if (!flows.has(key) && flows.size < MAX_PAIRS) flows.set(key, startOf(hours))
  const learned = [...flows].map(([key, flow]) => grown(flow, came.get(key) ?? [], upTo, aheadAt))
  await ctx.transact(async (tx) => {
    await saveFlows(tx.db, tx.workspaceId, learned)
    await forgetFlows(tx.db, tx.workspaceId, new Date(until.getTime() - 28 * DAY_MS))
  })
  return learned
}

/** The hour in which it was first seen is no whole one. */
function startOf(hours: readonly FlowHour[]): FlowRow {
  const first = hours.reduce((least, { hour }) => Math.min(least, hour), Number.MAX_SAFE_INTEGER)
  const { event, source } = hours[0] ?? { event: '', source: '' }
  return { event, source, first_hour: first + 1, counts: [], dispersion: 1, last_at: new Date(0) }
}

function grown(flow: FlowRow, came: readonly FlowHour[], upTo: number, aheadAt: AheadAt): FlowRow {
  const byHour = new Map(came.map(({ hour, events }) => [hour, Number(events)]))
  const { firstHour, counts } = extended(
    { firstHour: flow.first_hour, counts: flow.counts },
    upTo,
    (hour) => byHour.get(hour) ?? 0,
  )
  const last = came.reduce((most, row) => Math.max(most, Number(row.last)), 0)
  return {
    ...{ event: flow.event, source: flow.source, first_hour: firstHour, counts: [...counts] },
    dispersion: dispersionOf({ firstHour, counts }, aheadAt),
    last_at: new Date(Math.max(last, flow.last_at.getTime())),
  }
}
