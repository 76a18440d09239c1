import { sql } from '#kernel/sql.ts'
import { z } from 'zod'
import { Count, counts, countsCh, notCountsCh, sayCount } from '../count.ts'
import { amongCh, Happening, happeningsOf, rowsCh, sayHappening, within } from '../happening.ts'
import type { Operator } from '../operator.ts'
import { firstChange } from '../turning.ts'
import { sayWindow, spanAt, turnsOf, Window } from '../window.ts'

export const Event = z
  .strictObject({
    kind: z.literal('event'),
    ...Happening.shape,
    count: Count,
    window: Window,
  })
  .meta({ id: 'PredicateEvent' })
export type Event = z.infer<typeof Event>

/** The person did it so often in the window. Exactly 0 times is "did not", also for the silent. */
export const event: Operator<Event> = {
  // Who has no row has no group, so when none at all would do, the exceptions are sought instead.
  ch: (p, ctx) => {
    const rows = rowsCh(p, p.window, ctx)
    return counts(p.count, 0)
      ? sql`NOT ${amongCh(rows, notCountsCh(p.count), ctx)}`
      : amongCh(rows, countsCh(p.count), ctx)
  },
  matches: (p, person, now) =>
    counts(p.count, within(spanAt(p.window, now.getTime()), happeningsOf(p, person)).length),
  nextFlip: (p, person, now) => {
    const events = happeningsOf(p, person)
    const turns = events.flatMap(({ at }) => turnsOf(p.window, at.getTime()))
    return firstChange(now, turns, (ms) =>
      counts(p.count, within(spanAt(p.window, ms), events).length),
    )
  },
  reads: (p) => [`event:${p.event}`],
  evidence: (p, person, now) => within(spanAt(p.window, now.getTime()), happeningsOf(p, person)),
  say: (p, locale) => {
    const [window, what] = [sayWindow(p.window, locale), sayHappening(p, locale)]
    const never = p.count.op !== 'gte' && p.count.n === 0
    if (locale !== 'en') {
      const not = { 'zh-CN': '没有', 'zh-TW': '沒有' }[locale]
      return never ? `${window}${not}${what}` : `${window}${what}${sayCount(p.count, locale)}`
    }
    const done = never ? `did not do ${what}` : `did ${what} ${sayCount(p.count, locale)}`
    return window ? `${done} ${window}` : done
  },
  form: {
    group: 'behaviour',
    label: { 'zh-CN': '做过事件', 'zh-TW': '做過事件', en: 'Did an event' },
    hint: {
      'zh-CN': '一段时间内做过几次;0 次即没有做过',
      'zh-TW': '一段時間內做過幾次；0 次即沒有做過',
      en: 'How often in a window; 0 times means not at all',
    },
    initial: {
      kind: 'event',
      event: '',
      where: [],
      count: { op: 'gte', n: 1 },
      window: { kind: 'within_days', days: 30 },
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
      count: {
        label: { 'zh-CN': '次数', 'zh-TW': '次數', en: 'How often' },
        input: { kind: 'count' },
      },
    },
  },
}
