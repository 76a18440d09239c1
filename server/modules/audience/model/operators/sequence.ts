import { HOUR_MS } from '#kernel/time.ts'
import { sql, uint } from '#kernel/sql.ts'
import { z } from 'zod'
import { Happening, happeningsOf, rowsCh, sayHappening, within } from '../happening.ts'
import type { Operator } from '../operator.ts'
import type { EventView } from '../person-view.ts'
import { firstChange } from '../turning.ts'
import { sayWindow, spanAt, turnsOf, Window } from '../window.ts'

export const Sequence = z
  .strictObject({
    kind: z.literal('sequence'),
    first: Happening,
    next: Happening,
    withinHours: z.int().min(1).max(8_760),
    window: Window,
  })
  .meta({ id: 'PredicateSequence' })
export type Sequence = z.infer<typeof Sequence>

/** The earliest `then` that has a `first` before it, near enough, with the latest such `first`. */
function pairAt(
  p: Sequence,
  ms: number,
  firsts: readonly EventView[],
  thens: readonly EventView[],
): readonly EventView[] {
  const span = spanAt(p.window, ms)
  const before = within(span, firsts)
  for (const then of within(span, thens)) {
    const first = before.findLast(({ at }) => at < then.at)
    const near = first && then.at.getTime() - first.at.getTime() < p.withinHours * HOUR_MS
    if (near) return [first, then]
  }
  return []
}

/** First the one, then, later but within so many hours, the other; both inside the window. */
export const sequence: Operator<Sequence> = {
  // Every `first` stands at 2t + 1 and every `then` at 2t, so a `then` of the same millisecond lies
  // before it and never hides an older `first`; then − first < h is 2·then − (2·first + 1) ≤ 2h − 3.
  ch: (p, ctx) => sql`people.person_id IN (
    SELECT resolved FROM (
      SELECT ${ctx.person} AS resolved, toUInt64(toUnixTimestamp64Milli(at)) * 2 + 1 AS place, true AS is_first ${rowsCh(p.first, p.window, ctx)}
      UNION ALL
      SELECT ${ctx.person} AS resolved, toUInt64(toUnixTimestamp64Milli(at)) * 2 AS place, false AS is_first ${rowsCh(p.next, p.window, ctx)})
    GROUP BY resolved
    HAVING windowFunnel(${uint(p.withinHours * HOUR_MS * 2 - 3)})(place, is_first, NOT is_first) = 2)`,
  matches: (p, person, now) =>
    pairAt(p, now.getTime(), happeningsOf(p.first, person), happeningsOf(p.next, person)).length >
    0,
  nextFlip: (p, person, now) => {
    const [firsts, thens] = [happeningsOf(p.first, person), happeningsOf(p.next, person)]
    const turns = [...firsts, ...thens].flatMap(({ at }) => turnsOf(p.window, at.getTime()))
    return firstChange(now, turns, (ms) => pairAt(p, ms, firsts, thens).length > 0)
  },
  reads: (p) => [`event:${p.first.event}`, `event:${p.next.event}`],
  evidence: (p, person, now) =>
    pairAt(p, now.getTime(), happeningsOf(p.first, person), happeningsOf(p.next, person)),
  say: (p, locale) => {
    const [first, then] = [sayHappening(p.first, locale), sayHappening(p.next, locale)]
    const window = sayWindow(p.window, locale)
    return {
      'zh-CN': `${window}先${first},${p.withinHours} 小时内又${then}`,
      'zh-TW': `${window}先${first}，${p.withinHours} 小時內又${then}`,
      en: `did ${first} and then ${then} within ${p.withinHours} h${window ? `, ${window}` : ''}`,
    }[locale]
  },
  form: {
    group: 'behaviour',
    label: { 'zh-CN': '先后做过', 'zh-TW': '先後做過', en: 'Did one, then another' },
    hint: {
      'zh-CN': '例如看过商品,24 小时内下单',
      'zh-TW': '例如看過商品，24 小時內下單',
      en: 'Such as a view, then an order within 24 h',
    },
    initial: {
      kind: 'sequence',
      first: { event: '', where: [] },
      next: { event: '', where: [] },
      withinHours: 24,
      window: { kind: 'within_days', days: 30 },
    },
    fields: {
      window: {
        label: { 'zh-CN': '时间', 'zh-TW': '時間', en: 'When' },
        input: { kind: 'window' },
      },
      first: { label: { 'zh-CN': '先', 'zh-TW': '先', en: 'First' }, input: { kind: 'happening' } },
      next: { label: { 'zh-CN': '后', 'zh-TW': '後', en: 'Then' }, input: { kind: 'happening' } },
      withinHours: {
        label: { 'zh-CN': '相隔不到', 'zh-TW': '相隔不到', en: 'Within' },
        input: {
          kind: 'number',
          integer: true,
          min: 1,
          max: 8_760,
          unit: { 'zh-CN': '小时', 'zh-TW': '小時', en: 'h' },
        },
      },
    },
  },
}
