import type { Says } from '#kernel/locale.ts'
import type { Ctx } from '#platform/ctx.ts'
import { cohorts as cohortsQuery } from '../queries/cohorts.ts'
import { rangeOrRefuse, withFreshness } from './frame.ts'

const DEFINITION: Says = {
  'zh-CN':
    '按首单所在周期分组的买家;第 n 列为其后第 n 个周期内再次购买的人数及占比,净收入已减退款。周一为一周之始。',
  'zh-TW':
    '依首單所在週期分組的買家；第 n 欄為其後第 n 個週期內再次購買的人數及占比，淨營收已減退款。週一為一週之始。',
  en: 'Buyers by the period of their first order ever; column n is how many of them bought in the n-th period after it. Net is after refunds; weeks start on Monday.',
}

interface Row {
  label: string
  age: string
  people: string
  orders: string
  net_fen: string
}

export async function cohorts(
  ctx: Ctx,
  input: {
    from: string
    to: string
    asOf?: string | undefined
    timeZone: string
    unit: 'week' | 'month'
    periods: number
  },
) {
  const range = rangeOrRefuse(ctx, input)
  const { unit, periods } = input
  const { answer, freshness } = await withFreshness(ctx, range.asOf, () =>
    ctx.ch.query<Row>(cohortsQuery({ workspaceId: ctx.workspaceId, range, unit, periods })),
  )
  const groups = Map.groupBy(answer, (row) => row.label)
  return {
    cohorts: [...groups].map(([cohort, rows]) => {
      const people = Number(rows.find((r) => Number(r.age) === 0)?.people ?? 0)
      return {
        cohort,
        people,
        ages: rows.map((row) => ({
          age: Number(row.age),
          people: Number(row.people),
          percent: people === 0 ? 0 : Math.round((Number(row.people) / people) * 1_000) / 10,
          orders: Number(row.orders),
          netFen: Number(row.net_fen),
        })),
      }
    }),
    definition: DEFINITION[ctx.locale],
    freshness,
  }
}
