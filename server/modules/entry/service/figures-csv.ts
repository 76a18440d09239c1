import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { fenOfYuan } from '#kernel/money.ts'
import { refusals } from '#kernel/refusal.ts'
import { fieldErrors } from '#platform/http/problem.ts'
import type { Ctx } from '#platform/ctx.ts'
import { ENTRY_REFUSALS } from '../contract/refusals.ts'
import { setFigures } from '../store/matrix.ts'
import type { PostFigures } from '../store/matrix.ts'

const refuse = refusals(ENTRY_REFUSALS)

const COLUMNS: Readonly<Record<string, string>> = {
  postid: 'id',
  post_id: 'id',
  id: 'id',
  作品编号: 'id',
  貼文編號: 'id',
  costfen: 'costFen',
  cost_fen: 'costFen',
  cost: 'cost',
  费用: 'cost',
  花费: 'cost',
  花費: 'cost',
  impressions: 'impressions',
  曝光: 'impressions',
  reads: 'reads',
  阅读: 'reads',
  閱讀: 'reads',
}

const NO_SUCH_POST = {
  'zh-CN': '没有这个作品',
  'zh-TW': '沒有這篇貼文',
  en: 'there is no such post',
} as const

const count = z.coerce.number().int().min(0).optional()
const Line = z.object({ id: z.uuid(), costFen: count, impressions: count, reads: count })

/** Figures of many posts, as exported by the platforms; the header is line 1. */
export async function importPostFigures(ctx: Ctx, { csv }: { csv: string }) {
  const refused: { line: number; field: string; reason: string }[] = []
  const good: (PostFigures & { line: number })[] = []
  for (const { cells, line } of readLines(csv)) {
    const parsed = Line.safeParse(cells)
    if (parsed.success) good.push({ ...parsed.data, line })
    else
      for (const error of fieldErrors(parsed.error.issues, ctx.locale))
        refused.push({ line, ...error })
  }
  const known = await setFigures(ctx, good)
  const reason = NO_SUCH_POST[ctx.locale]
  const unknown = good.filter(({ id }) => !known.has(id))
  refused.push(...unknown.map(({ line }) => ({ line, field: 'postId', reason })))
  return {
    accepted: good.length - unknown.length,
    refused: refused.toSorted((a, b) => a.line - b.line),
  }
}

function readLines(csv: string): { cells: Record<string, unknown>; line: number }[] {
  try {
    const rows = parse(csv, {
      bom: true,
      columns: (headers: string[]) => headers.map((h) => COLUMNS[h.trim().toLowerCase()] ?? false),
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
    }) as { record: Record<string, string>; info: { lines: number } }[]
    return rows.map(({ record, info }) => {
      const given = Object.entries(record).filter(([, text]) => text.trim() !== '')
      const { cost, ...cells } = Object.fromEntries(given) as Record<string, string>
      const paid = cost === undefined ? {} : { costFen: fenOfYuan(cost) ?? cost }
      return { cells: { ...cells, ...paid }, line: info.lines }
    })
  } catch (error) {
    return refuse.bad_csv({ reason: error instanceof Error ? error.message : String(error) })
  }
}
