import { addMs, daysBefore } from '#kernel/time.ts'
import type { Ctx } from '#platform/ctx.ts'
import { ordersAfter } from '../queries/orders-after.ts'
import type { OrdersAfterRow } from '../queries/orders-after.ts'
import { placements } from '../queries/placements.ts'
import type { PlacementRow } from '../queries/placements.ts'
import { itemOrRefuse } from './items.ts'

const DEFAULT_DAYS = 90

/** What became of one item in a period (the last 90 days by default). */
export async function itemStatistics(
  ctx: Ctx,
  input: {
    id: string
    from?: string | undefined
    to?: string | undefined
    asOf?: string | undefined
    withinDays: number
  },
) {
  await itemOrRefuse(ctx, input.id)
  const asOf = input.asOf === undefined ? ctx.now : new Date(input.asOf)
  // An event of this very millisecond belongs to the answer.
  const latest = addMs(asOf, 1)
  const to = input.to === undefined || new Date(input.to) > latest ? latest : new Date(input.to)
  const from = input.from === undefined ? daysBefore(to, DEFAULT_DAYS) : new Date(input.from)
  const question = { workspaceId: ctx.workspaceId, contentId: input.id, from, to }
  const rows = await ctx.ch.query<PlacementRow>(placements(question))
  const { withinDays } = input
  const [after] = await ctx.ch.query<OrdersAfterRow>(ordersAfter({ ...question, withinDays }))
  const byPlace = rows.map((row) => ({
    carrier: row.carrier,
    journeyId: row.journey_id,
    platform: row.platform,
    postId: row.post_id,
    sent: Number(row.sent),
    clicks: Number(row.clicks),
    clickers: Number(row.clickers),
    views: Number(row.views),
  }))
  const sum = (key: 'sent' | 'clicks' | 'views') => byPlace.reduce((n, row) => n + row[key], 0)
  return {
    sent: sum('sent'),
    clicks: sum('clicks'),
    clickers: Number(after?.clickers ?? 0),
    views: sum('views'),
    viewers: Number(after?.viewers ?? 0),
    ordersAfter: Number(after?.orders ?? 0),
    buyersAfter: Number(after?.buyers ?? 0),
    revenueAfterFen: Number(after?.revenue_fen ?? 0),
    withinDays,
    asOf: asOf.toISOString(),
    placements: byPlace,
  }
}
