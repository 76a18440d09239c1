import { sql } from '#kernel/sql.ts'
import { z } from 'zod'
import { FIGURES, FIGURE_OPS, figureCh, figurePasses, noFigureCh } from '../figure.ts'
import { options } from '../form.ts'
import { amongCh, Happening, happeningsOf, rowsCh, sayHappening, within } from '../happening.ts'
import { amountCh, amountOf, isAmountCh, AMOUNT_MAX } from '../amount.ts'
import type { Operator } from '../operator.ts'
import type { EventView, PersonView } from '../person-view.ts'
import { propertyAt, propertyCh, PropertyPath } from '../property.ts'
import { firstChange } from '../turning.ts'
import { sayWindow, spanAt, turnsOf, Window } from '../window.ts'

export const EventSum = z
  .strictObject({
    kind: z.literal('event_sum'),
    ...Happening.shape,
    path: PropertyPath,
    figure: z.enum(['sum', 'avg', 'min', 'max']),
    op: z.enum(['gt', 'gte', 'lt', 'lte']),
    value: z.number().min(-AMOUNT_MAX).max(AMOUNT_MAX),
    window: Window,
  })
  .meta({ id: 'PredicateEventSum' })
export type EventSum = z.infer<typeof EventSum>

const amountAt = (p: EventSum, one: EventView): bigint | undefined =>
  amountOf(propertyAt(one.properties, p.path))

const counted = (p: EventSum, person: PersonView): readonly EventView[] =>
  happeningsOf(p, person).filter((one) => amountAt(p, one) !== undefined)

function holdsAt(p: EventSum, events: readonly EventView[], ms: number): boolean {
  const amounts = within(spanAt(p.window, ms), events).flatMap((one) => amountAt(p, one) ?? [])
  return figurePasses(p, amounts)
}

/** A figure over a numeric property of the events in the window. The sum of nothing is 0. */
export const eventSum: Operator<EventSum> = {
  ch: (p, ctx) => {
    const { number } = propertyCh(p.path)
    const rows = sql`${rowsCh(p, p.window, ctx)} AND ${isAmountCh(number)}`
    return figurePasses(p, [])
      ? sql`NOT ${amongCh(rows, noFigureCh(p, amountCh(number)), ctx)}`
      : amongCh(rows, figureCh(p, amountCh(number)), ctx)
  },
  matches: (p, person, now) => holdsAt(p, counted(p, person), now.getTime()),
  nextFlip: (p, person, now) => {
    const events = counted(p, person)
    const turns = events.flatMap(({ at }) => turnsOf(p.window, at.getTime()))
    return firstChange(now, turns, (ms) => holdsAt(p, events, ms))
  },
  reads: (p) => [`event:${p.event}`],
  evidence: (p, person, now) => within(spanAt(p.window, now.getTime()), counted(p, person)),
  say: (p, locale) => {
    const [window, what] = [sayWindow(p.window, locale), sayHappening(p, locale)]
    const [figure, op] = [FIGURES[p.figure][locale], FIGURE_OPS[p.op][locale]]
    const chinese = `${window}${what}的 ${p.path} ${figure}${op} ${p.value}`
    if (locale !== 'en') return chinese
    return `${figure} ${p.path} of ${what} ${window ? `${window} ` : ''}${op} ${p.value}`
  },
  form: {
    group: 'behaviour',
    label: { 'zh-CN': '事件属性统计', 'zh-TW': '事件屬性統計', en: 'Figure over events' },
    hint: {
      'zh-CN': '例如最近 90 天订单金额合计',
      'zh-TW': '例如最近 90 天訂單金額合計',
      en: 'Such as the total of orders in 90 days',
    },
    initial: {
      kind: 'event_sum',
      event: '',
      where: [],
      path: '',
      figure: 'sum',
      op: 'gte',
      value: 0,
      window: { kind: 'within_days', days: 90 },
    },
    fields: {
      window: {
        label: { 'zh-CN': '时间', 'zh-TW': '時間', en: 'When' },
        input: { kind: 'window' },
      },
      event: {
        label: { 'zh-CN': '事件', 'zh-TW': '事件', en: 'Event' },
        input: { kind: 'pick', from: 'event' },
      },
      where: {
        label: { 'zh-CN': '属性满足', 'zh-TW': '屬性符合', en: 'Where' },
        input: { kind: 'property_filters' },
      },
      path: {
        label: { 'zh-CN': '数值属性', 'zh-TW': '數值屬性', en: 'Numeric property' },
        input: { kind: 'property' },
      },
      figure: {
        label: { 'zh-CN': '统计', 'zh-TW': '統計', en: 'Figure' },
        input: { kind: 'choice', many: false, options: options(FIGURES) },
      },
      op: {
        label: { 'zh-CN': '比较', 'zh-TW': '比較', en: 'Compare' },
        input: { kind: 'choice', many: false, options: options(FIGURE_OPS) },
      },
      value: {
        label: { 'zh-CN': '数值', 'zh-TW': '數值', en: 'Value' },
        input: { kind: 'number' },
      },
    },
  },
}
