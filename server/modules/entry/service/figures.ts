import { addMs, daysBefore } from '#kernel/time.ts'
import type { Ctx } from '#platform/ctx.ts'
import { cacFen, roi } from '../model/figures.ts'
import { PLATFORMS } from '../model/platforms.ts'
import type { Platform } from '../model/platforms.ts'
import { codeNewcomers } from '../queries/code-newcomers.ts'
import type { NewcomersRow } from '../queries/code-newcomers.ts'
import { codeScans } from '../queries/code-scans.ts'
import type { ScansRow } from '../queries/code-scans.ts'
import { postFigures } from '../queries/post-figures.ts'
import type { PostFiguresRow } from '../queries/post-figures.ts'
import { allCosts } from '../store/matrix.ts'
import type { CostRow } from '../store/matrix.ts'
import { codeOrRefuse } from './codes.ts'

const DEFAULT_DAYS = 90

export interface Period {
  from?: string | undefined
  to?: string | undefined
  asOf?: string | undefined
}

export function periodOf(
  ctx: Ctx,
  { from, to, asOf }: Period,
): { from: Date; to: Date; asOf: string } {
  const known = asOf === undefined ? ctx.now : new Date(asOf)
  // An event of this very millisecond belongs to the answer.
  const latest = addMs(known, 1)
  const end = to === undefined || new Date(to) > latest ? latest : new Date(to)
  const begin = from === undefined ? daysBefore(end, DEFAULT_DAYS) : new Date(from)
  return { from: begin, to: end, asOf: known.toISOString() }
}

type By = 'post' | 'account' | 'platform'

const DEFINITION = {
  'zh-CN':
    '点击与加友按发生处计;订单归于此人最早触达的作品(点击或加友),在其后 {days} 天内支付;收入已减退款;CAC=费用÷加友人数;ROI=(收入−费用)÷费用。费用为区间内发布的作品。',
  'zh-TW':
    '點擊與加好友依發生處計；訂單歸於此人最早接觸的貼文（點擊或加好友），在其後 {days} 天內付款；營收已減退款；CAC＝花費÷加好友人數；ROI＝（營收−花費）÷花費。花費為期間內發布的貼文。',
  en: 'Clicks and adds count where they happened; an order belongs to the person’s first touch with a post (click or add) when paid within {days} days after it; revenue is after refunds; CAC = cost ÷ adds; ROI = (revenue − cost) ÷ cost. Cost is of posts published in the period.',
} as const

export async function matrixFigures(ctx: Ctx, input: Period & { by: By; withinDays: number }) {
  const period = periodOf(ctx, input)
  const { withinDays, by } = input
  const question = { workspaceId: ctx.workspaceId, ...period, withinDays }
  const rows = await ctx.ch.query<PostFiguresRow>(postFigures(question))
  const costs = await allCosts(ctx)
  return {
    items: group(ctx, by, rows, costs, period),
    withinDays,
    asOf: period.asOf,
    definition: DEFINITION[ctx.locale].replace('{days}', String(withinDays)),
  }
}

const zero = () => ({
  ...{ clicks: 0, clickers: 0, adds: 0, orders: 0, buyers: 0, revenueFen: 0, costFen: 0 },
})

function group(
  ctx: Ctx,
  by: By,
  rows: readonly PostFiguresRow[],
  costs: readonly CostRow[],
  period: { from: Date; to: Date },
) {
  const groups = new Map<string, ReturnType<typeof zero>>()
  const at = (key: string) => groups.get(key) ?? groups.set(key, zero()).get(key) ?? zero()
  const keyOf = (row: { post_id: string; account_id: string; platform: string }) =>
    ({ post: row.post_id, account: row.account_id, platform: row.platform })[by]
  for (const cost of costs) {
    const figures = at(keyOf(cost))
    if (cost.posted_at >= period.from && cost.posted_at < period.to)
      figures.costFen += Number(cost.cost_fen)
  }
  for (const row of rows) {
    const key = keyOf(row)
    if (key === '') continue
    const figures = at(key)
    figures.clicks += Number(row.clicks)
    figures.clickers += Number(row.clickers)
    figures.adds += Number(row.adds)
    figures.orders += Number(row.orders)
    figures.buyers += Number(row.buyers)
    figures.revenueFen += Number(row.revenue_fen)
  }
  const names = namesOf(ctx, by, costs)
  return [...groups]
    .map(([key, f]) => ({
      key,
      name: names.get(key) ?? key,
      ...f,
      cacFen: cacFen(f) ?? null,
      roi: roi(f) ?? null,
    }))
    .toSorted((a, b) => b.revenueFen - a.revenueFen || b.adds - a.adds || b.clicks - a.clicks)
}

function namesOf(ctx: Ctx, by: By, costs: readonly CostRow[]): Map<string, string> {
  if (by === 'platform')
    return new Map(
      Object.entries(PLATFORMS).map(([id, name]) => [id, name[ctx.locale]] as [Platform, string]),
    )
  return new Map(
    costs.map((row) =>
      by === 'post' ? [row.post_id, row.title] : [row.account_id, row.account_name],
    ),
  )
}

const STEPS = {
  scan: { 'zh-CN': '扫码', 'zh-TW': '掃碼', en: 'Scanned' },
  page: { 'zh-CN': '看到页面', 'zh-TW': '看到頁面', en: 'Saw the page' },
  add: { 'zh-CN': '加好友', 'zh-TW': '加好友', en: 'Added' },
  greeted: { 'zh-CN': '收到欢迎语', 'zh-TW': '收到歡迎語', en: 'Greeted' },
  next: { 'zh-CN': '下一步', 'zh-TW': '下一步', en: 'Went on' },
} as const

/** Whoever scans WeCom's own picture directly is first seen when adding: `add` may exceed `page`. */
export async function codePath(ctx: Ctx, input: Period & { id: string }) {
  await codeOrRefuse(ctx, input.id)
  const period = periodOf(ctx, input)
  const question = { workspaceId: ctx.workspaceId, codeId: input.id, ...period }
  const [scans] = await ctx.ch.query<ScansRow>(codeScans(question))
  const [people] = await ctx.ch.query<NewcomersRow>(codeNewcomers(question))
  const n = (text: string | undefined) => Number(text ?? 0)
  const step = (id: keyof typeof STEPS, howMany: number, times = howMany) => ({
    ...{ step: id, name: STEPS[id][ctx.locale], people: howMany, times },
  })
  return {
    steps: [
      step('scan', n(scans?.scanners), n(scans?.scans)),
      step('page', n(scans?.page_people), n(scans?.pages)),
      step('add', n(people?.added), n(people?.adds)),
      step('greeted', n(people?.greeted)),
      step('next', n(people?.went_on)),
    ],
    next: { clicked: n(people?.clicked), ordered: n(people?.ordered) },
    left: n(people?.gone),
    asOf: period.asOf,
  }
}
