import { HOUR_MS } from '#kernel/time.ts'
import type { Ctx } from '#platform/ctx.ts'
import { dispersionOf } from '../model/alarm/expectation.ts'
import type { AheadAt } from '../model/alarm/expectation.ts'
import { TEN_MS, hourOf } from '../model/alarm/flow.ts'
import type { Flow, Recent } from '../model/alarm/flow.ts'
import { judge } from '../model/alarm/judge.ts'
import type { Judged } from '../model/alarm/judge.ts'
import { flowTens } from '../queries/flow.ts'
import type { FlowTen } from '../queries/flow.ts'
import type { FlowRow } from '../store/flows.ts'
import { MAX_PAIRS, keyOf } from './learn.ts'

export interface Pair {
  event: string
  source: string
  judged: Judged
}

export interface Volumes {
  /** a source of several events is judged as a whole too, under the event '' */
  pairs: Pair[]
  /** what came from pairs that began within the hours looked back on */
  newcomers: { event: string; source: string; events: number }[]
}

const LOOKED_BACK_MS = 6 * HOUR_MS

export async function judgeVolumes(
  ctx: Ctx,
  flows: readonly FlowRow[],
  until: Date,
  aheadAt: AheadAt,
): Promise<Volumes> {
  const from = new Date(until.getTime() - LOOKED_BACK_MS)
  const rows = await ctx.ch.query<FlowTen>(
    flowTens({ workspaceId: ctx.workspaceId, from, to: until, pairs: MAX_PAIRS }),
  )
  const came = new Map<string, FlowTen[]>()
  for (const row of rows) came.set(keyOf(row), [...(came.get(keyOf(row)) ?? []), row])
  const pairs = flows.flatMap((row): Pair[] => {
    const flow = { firstHour: row.first_hour, counts: row.counts }
    const recent = recentOf(came.get(keyOf(row)) ?? [], row.last_at, until)
    const judged = judge(flow, recent, aheadAt, row.dispersion)
    return judged ? [{ event: row.event, source: row.source, judged }] : []
  })
  const known = new Set(
    flows.filter((row) => row.first_hour <= hourOf(from.getTime())).map((row) => keyOf(row)),
  )
  const newcomers = [...came].flatMap(([key, tens]) => {
    const { event, source } = tens[0] ?? { event: '', source: '' }
    return known.has(key) ? [] : [{ event, source, events: sum(tens.map((t) => Number(t.events))) }]
  })
  return { pairs: [...pairs, ...wholes(flows, came, until, aheadAt)], newcomers }
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

function recentOf(tens: readonly FlowTen[], lastKnown: Date, until: Date): Recent {
  const end = until.getTime()
  return {
    until: end,
    tens: tens.map(({ ago, events }) => ({
      endsAt: end - ago * TEN_MS,
      events: Number(events),
    })),
    lastAt: tens.reduce((most, row) => Math.max(most, Number(row.last)), lastKnown.getTime()),
  }
}

function wholes(
  flows: readonly FlowRow[],
  came: ReadonlyMap<string, readonly FlowTen[]>,
  until: Date,
  aheadAt: AheadAt,
): Pair[] {
  return [...new Set(flows.map(({ source }) => source))].flatMap((source): Pair[] => {
    const own = flows.filter((flow) => flow.source === source)
    if (own.length < 2) return []
    const flow = together(own)
    const tens = own.flatMap((row) => came.get(keyOf(row)) ?? [])
    const last = new Date(Math.max(...own.map(({ last_at: at }) => at.getTime())))
    const spread = dispersionOf(flow, aheadAt)
    const judged = judge(flow, recentOf(tens, last, until), aheadAt, spread)
    return judged ? [{ event: '', source, judged }] : []
  })
}

/** All events of a source as one flow. */
export function together(flows: readonly Pick<FlowRow, 'first_hour' | 'counts'>[]): Flow {
  const firstHour = Math.min(...flows.map(({ first_hour: hour }) => hour))
  const end = Math.max(...flows.map(({ first_hour: hour, counts }) => hour + counts.length))
  const counts = Array.from({ length: end - firstHour }, (_, i) =>
    sum(flows.map((flow) => flow.counts[firstHour + i - flow.first_hour] ?? 0)),
  )
  return { firstHour, counts }
}
