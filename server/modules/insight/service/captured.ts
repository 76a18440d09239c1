import { offsetOf, pageFrom } from '#kernel/page.ts'
import { DAY_MS, addMs, localTime } from '#kernel/time.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { Base, Rule } from '#modules/collect/model/naming/rule.ts'
import { suggestedRule } from '#modules/collect/model/naming/suggest.ts'
import * as queries from '../queries/captured.ts'
import type { CapturedRow, NamedDay, RuleDay, RuleSample, RuleTotals } from '../queries/captured.ts'
import { namesInForce } from '#modules/collect/service/named-events.ts'

const SAMPLES = 20
/** So many names are counted in one reading. */
const COUNTED = 100

const at = (ms: string): string => new Date(Number(ms)).toISOString()

const windowOf = ({ workspaceId, now }: Ctx, days: number) => ({
  ...{ workspaceId, from: addMs(now, -days * DAY_MS), to: addMs(now, 1) },
})

export async function captured(
  ctx: Ctx,
  input: {
    cursor?: string | undefined
    limit: number
    base: Base
    days: number
    q?: string | undefined
  },
) {
  const { base, limit, days, q: find } = input
  const offset = offsetOf(input.cursor)
  const rows = await ctx.ch.query<CapturedRow>(
    queries.captured({ ...windowOf(ctx, days), base, find, limit: limit + 1, offset }),
  )
  const { items, next } = pageFrom(rows, limit, offset)
  const named = new Map<string, { id: string; label: string }[]>()
  for (const { id, label, rule } of await namesInForce(ctx)) {
    const key = keyOf(rule)
    named.set(key, [...(named.get(key) ?? []), { id, label }])
  }
  return {
    items: items.map((row) => {
      const paths = Number(row.paths)
      const rule = suggestedRule(base, { is: row, path: paths === 1 ? row.a_path : undefined })
      return {
        ...{ base, selector: row.selector ?? '', text: row.text ?? '', title: row.title },
        ...{ elementName: row.element_name ?? '', content: row.content ?? '' },
        ...{ path: row.path ?? row.a_path, paths, rule, named: named.get(keyOf(rule)) ?? [] },
        ...{ events: Number(row.events), people: Number(row.people), lastAt: at(row.last) },
      }
    }),
    next,
  }
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1)

/** Conditions hold together in any order. */
const keyOf = ({ base, where }: Rule): string =>
  JSON.stringify([
    base,
    ...where.map((one) => JSON.stringify(Object.entries(one).toSorted(byKey))).toSorted(),
  ])

export async function previewNaming(
  ctx: Ctx,
  { rule, days, timeZone }: { rule: Rule; days: number; timeZone: string },
) {
  const window = windowOf(ctx, days)
  const [[totals], byDay, samples] = await Promise.all([
    ctx.ch.query<RuleTotals>(queries.ruleTotals({ ...window, rule })),
    ctx.ch.query<RuleDay>(queries.ruleDays({ ...window, rule, timeZone })),
    ctx.ch.query<RuleSample>(queries.ruleSamples({ ...window, rule, limit: SAMPLES })),
  ])
  const seen = new Map(byDay.map(({ day, events }) => [day, Number(events)]))
  return {
    ...{ events: Number(totals?.events ?? 0), people: Number(totals?.people ?? 0) },
    days: daysOf(window, timeZone).map((day) => ({ day, events: seen.get(day) ?? 0 })),
    samples: samples.map(({ at_ms: ms, person, ...said }) => ({
      ...{ ...said, at: at(ms), personId: person },
    })),
  }
}

function dateOf(then: Date, timeZone: string): string {
  const { year, month, day } = localTime(then, timeZone)
  return new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)
}

/** Every day that the window touches, by the zone's clock. */
function daysOf({ from, to }: { from: Date; to: Date }, timeZone: string): string[] {
  const days = new Set<string>()
  for (let then = from; then < to; then = addMs(then, DAY_MS / 2)) days.add(dateOf(then, timeZone))
  days.add(dateOf(addMs(to, -1), timeZone))
  return [...days]
}

export async function namedEventVolume(
  ctx: Ctx,
  { days, timeZone }: { days: number; timeZone: string },
) {
  const window = windowOf(ctx, days)
  const all = await namesInForce(ctx)
  const names = all.slice(0, COUNTED)
  const rules = names.map(({ rule }) => rule)
  const rows =
    rules.length === 0
      ? []
      : await ctx.ch.query<NamedDay>(queries.namedDays({ ...window, rules, timeZone }))
  const dates = daysOf(window, timeZone)
  const place = new Map(dates.map((day, i) => [day, i]))
  const perDay = names.map(() => dates.map(() => 0))
  for (const { which, day, events } of rows) {
    const days = perDay[which - 1]
    const i = place.get(day)
    if (days && i !== undefined) days[i] = Number(events)
  }
  return {
    days: dates,
    items: names.map(({ id }, i) => {
      const own = perDay[i] ?? []
      return { id, events: own.reduce((sum, n) => sum + n, 0), perDay: own }
    }),
    isCut: all.length > names.length,
  }
}
