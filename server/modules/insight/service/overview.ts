import type { Ctx } from '#platform/ctx.ts'
import { METRICS, METRIC_NAMES } from '../model/metrics.ts'
import type { MetricName } from '../model/metrics.ts'
import { previousOf } from '../model/question.ts'
import type { Range } from '../model/question.ts'
import { riverOf } from '../model/river.ts'
import type { RiverRow } from '../model/river.ts'
import {
  byDay,
  periodFigures,
  periodOrders,
  periodRefunds,
  retained,
  river,
} from '../queries/overview.ts'
import { percent, rangeOrRefuse, withFreshness } from './frame.ts'

type Figures = Record<MetricName, number | null>

type Counted = Record<
  | 'joined_people'
  | 'active_people'
  | 'paying_people'
  | 'friends_brought'
  | 'new_people'
  | 'activated_people',
  string
>

async function figuresOf(ctx: Ctx, range: Range): Promise<Figures> {
  const { workspaceId, ch } = ctx
  const [[people], [orders], [refunds], [kept]] = await Promise.all([
    ch.query<Counted>(periodFigures(workspaceId, range)),
    ch.query<{ orders: string; paid_fen: string }>(periodOrders(workspaceId, range)),
    ch.query<{ refund_fen: string }>(periodRefunds(workspaceId, range)),
    ch.query<{ before: string; both: string }>(retained(workspaceId, previousOf(range), range)),
  ])
  const n = (text: string | undefined): number => Number(text ?? 0)
  const paidFen = n(orders?.paid_fen)
  const orderCount = n(orders?.orders)
  const active = n(people?.active_people)
  const brought = n(people?.friends_brought)
  return {
    new_people: n(people?.new_people),
    joined_people: n(people?.joined_people),
    activated_people: n(people?.activated_people),
    active_people: active,
    retained_percent: percent(n(kept?.both), n(kept?.before)),
    paying_people: n(people?.paying_people),
    orders: orderCount,
    net_revenue_fen: paidFen - n(refunds?.refund_fen),
    average_order_fen: orderCount === 0 ? null : Math.round(paidFen / orderCount),
    friends_brought: brought,
    k_factor: active === 0 ? null : Math.round((brought / active) * 1_000) / 1_000,
  }
}

interface DayRow {
  day: string
  active_people: string
  joined_people: string
  orders: string
  net_fen: string
}

export async function overview(
  ctx: Ctx,
  input: { from: string; to: string; asOf?: string | undefined; timeZone: string },
) {
  const range = rangeOrRefuse(ctx, input)
  const { answer, freshness } = await withFreshness(ctx, range.asOf, () =>
    Promise.all([
      figuresOf(ctx, range),
      figuresOf(ctx, previousOf(range)),
      ctx.ch.query<DayRow>(byDay(ctx.workspaceId, range)),
      ctx.ch.query<Omit<RiverRow, 'people'> & { people: string }>(river(ctx.workspaceId, range)),
    ]),
  )
  const [now, before, days, flows] = answer
  return {
    metrics: METRIC_NAMES.map((name) => {
      const { stage, unit, rising, label, definition } = METRICS[name]
      return {
        name,
        stage,
        unit,
        rising,
        label: label[ctx.locale],
        definition: definition[ctx.locale],
        value: now[name],
        previous: before[name],
      }
    }),
    days: days.map((d) => ({
      day: d.day,
      activePeople: Number(d.active_people),
      joinedPeople: Number(d.joined_people),
      orders: Number(d.orders),
      netFen: Number(d.net_fen),
    })),
    river: riverOf(flows.map((row) => ({ ...row, people: Number(row.people) }))),
    freshness,
  }
}
