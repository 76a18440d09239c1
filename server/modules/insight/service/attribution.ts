import { addDays } from '#kernel/time.ts'
import type { Says } from '#kernel/locale.ts'
import { NUMBERS_AS_SENT } from '#platform/clickhouse/clickhouse.ts'
import type { Ctx } from '#platform/ctx.ts'
import { DIMENSIONS } from '../model/touch.ts'
import type { Dimension } from '../model/touch.ts'
import {
  attributedOrders,
  attribution as attributionQuery,
  touchesBefore,
} from '../queries/attribution.ts'
import { oneOrder } from '../queries/one-order.ts'
import { labelsOf } from './labels.ts'
import { percent, rangeOrRefuse, refuse, withFreshness } from './frame.ts'

interface AttributionInput {
  from: string
  to: string
  asOf?: string | undefined
  timeZone: string
  dimension: Dimension
  model: 'first' | 'last'
  lookbackDays: number
}

const DEFINITION: Record<'first' | 'last', Says> = {
  first: {
    'zh-CN':
      '期内每笔支付订单,整单归于支付前回溯期内首个带有“{dimension}”的触点;没有则列为“无触点”。各行之和恒等于合计;净收入已减退款。',
    'zh-TW':
      '期內每筆付款訂單，整單歸於付款前回溯期內首個帶有「{dimension}」的接觸點；沒有則列為「無接觸點」。各列之和恆等於合計；淨營收已減退款。',
    en: 'Each order paid in the range is credited whole to the first touch that carries “{dimension}” within the look-back before payment; without one it is in the row “no touch”. Rows always sum to the total; net is after refunds.',
  },
  last: {
    'zh-CN':
      '期内每笔支付订单,整单归于支付前回溯期内最后一个带有“{dimension}”的触点;没有则列为“无触点”。各行之和恒等于合计;净收入已减退款。',
    'zh-TW':
      '期內每筆付款訂單，整單歸於付款前回溯期內最後一個帶有「{dimension}」的接觸點；沒有則列為「無接觸點」。各列之和恆等於合計；淨營收已減退款。',
    en: 'Each order paid in the range is credited whole to the last touch that carries “{dimension}” within the look-back before payment; without one it is in the row “no touch”. Rows always sum to the total; net is after refunds.',
  },
}

const NO_TOUCH: Says = { 'zh-CN': '无触点', 'zh-TW': '無接觸點', en: 'No touch' }

interface Row {
  key: string
  orders: string
  net_fen: string
  paid_fen: string
  people: string
}

export async function attribution(ctx: Ctx, input: AttributionInput) {
  const range = rangeOrRefuse(ctx, input)
  const { dimension, model, lookbackDays } = input
  const { workspaceId } = ctx
  const { answer, freshness } = await withFreshness(ctx, range.asOf, () =>
    ctx.ch.query<Row>(attributionQuery({ workspaceId, range, dimension, model, lookbackDays })),
  )
  const label = await labelsOf(
    ctx,
    dimension,
    answer.map((row) => row.key),
  )
  const sum = (of: (row: Row) => string) => answer.reduce((n, row) => n + Number(of(row)), 0)
  const total = {
    orders: sum((r) => r.orders),
    netFen: sum((r) => r.net_fen),
    paidFen: sum((r) => r.paid_fen),
  }
  return {
    rows: answer.map((row) => ({
      key: row.key,
      label: row.key === '' ? NO_TOUCH[ctx.locale] : label(row.key),
      orders: Number(row.orders),
      people: Number(row.people),
      netFen: Number(row.net_fen),
      paidFen: Number(row.paid_fen),
      sharePercent: percent(Number(row.paid_fen), total.paidFen),
    })),
    total,
    definition: DEFINITION[model][ctx.locale].replace(
      '{dimension}',
      DIMENSIONS[dimension][ctx.locale],
    ),
    freshness,
  }
}

/** The orders behind one row of the attribution. */
export async function attributionOrders(
  ctx: Ctx,
  input: AttributionInput & { key: string; limit: number },
) {
  const range = rangeOrRefuse(ctx, input)
  const { dimension, model, lookbackDays, key, limit } = input
  const { answer, freshness } = await withFreshness(ctx, range.asOf, () =>
    ctx.ch.query<OrderRow>(
      attributedOrders({
        workspaceId: ctx.workspaceId,
        range,
        dimension,
        model,
        lookbackDays,
        key,
        limit: limit + 1,
      }),
    ),
  )
  return {
    items: answer.slice(0, limit).map((row) => ({
      orderId: row.order_id,
      personId: row.person,
      paidAt: new Date(Number(row.at_ms)).toISOString(),
      paidFen: Number(row.paid_fen),
      netFen: Number(row.net_fen),
    })),
    complete: answer.length <= limit,
    freshness,
  }
}

interface OrderRow {
  order_id: string
  person: string
  at_ms: string
  paid_fen: string
  net_fen: string
}

interface TouchRow {
  message_id: string
  event: string
  at_ms: string
  source: string
  channel: string
  properties: Record<string, unknown>
}

export async function orderTrace(
  ctx: Ctx,
  { orderId, lookbackDays }: { orderId: string; lookbackDays: number },
) {
  const [order] = await ctx.ch.query<{
    person: string
    at_ms: string
    paid_fen: string
    net_fen: string
  }>(oneOrder(ctx.workspaceId, orderId, ctx.now))
  if (!order) return refuse.no_such_order()
  const paidAt = new Date(Number(order.at_ms))
  const touches = await ctx.ch.query<TouchRow>(
    touchesBefore({
      workspaceId: ctx.workspaceId,
      personId: order.person,
      from: addDays(paidAt, -lookbackDays),
      paidAt,
    }),
    NUMBERS_AS_SENT,
  )
  return {
    orderId,
    personId: order.person,
    paidAt: paidAt.toISOString(),
    paidFen: Number(order.paid_fen),
    netFen: Number(order.net_fen),
    touches: touches.map((t, i) => ({
      messageId: t.message_id,
      event: t.event,
      at: new Date(Number(t.at_ms)).toISOString(),
      source: t.source,
      channel: t.channel,
      first: i === 0,
      last: i === touches.length - 1,
      properties: t.properties,
    })),
  }
}
