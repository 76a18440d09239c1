import { sql } from '#kernel/sql.ts'
import { z } from 'zod'
import { DaysSince, isSince, isSinceCh, sayDays, turnSince } from '../days-since.ts'
import { amongCh, Happening, happeningsOf, rowsCh, sayHappening, within } from '../happening.ts'
import type { Operator } from '../operator.ts'
import type { EventView } from '../person-view.ts'
import { firstChange } from '../turning.ts'
import { spanAt, type Window } from '../window.ts'

export const LastEvent = z
  .strictObject({ kind: z.literal('last_event'), ...Happening.shape, days: DaysSince })
  .meta({ id: 'PredicateLastEvent' })
export type LastEvent = z.infer<typeof LastEvent>

const EVER: Window = { kind: 'ever' }

const lastAt = (events: readonly EventView[], ms: number): EventView | undefined =>
  within(spanAt(EVER, ms), events).at(-1)

function holdsAt(p: LastEvent, events: readonly EventView[], ms: number): boolean {
  const last = lastAt(events, ms)
  return last !== undefined && isSince(p.days, last.at.getTime(), ms)
}

/** So long ago was the last time. Who never did it has no last time, and never matches. */
export const lastEvent: Operator<LastEvent> = {
  ch: (p, ctx) => amongCh(rowsCh(p, EVER, ctx), isSinceCh(p.days, sql`max(at)`, ctx.now), ctx),
  matches: (p, person, now) => holdsAt(p, happeningsOf(p, person), now.getTime()),
  nextFlip: (p, person, now) => {
    const events = happeningsOf(p, person)
    const last = lastAt(events, now.getTime())
    const turns = events
      .filter((one) => one === last || one.at > now)
      .flatMap(({ at }) => [at.getTime(), turnSince(p.days, at.getTime())])
    return firstChange(now, turns, (ms) => holdsAt(p, events, ms))
  },
  reads: (p) => [`event:${p.event}`],
  evidence: (p, person, now) => {
    const last = lastAt(happeningsOf(p, person), now.getTime())
    return last ? [last] : []
  },
  say: (p, locale) =>
    ({
      'zh-CN': `最近一次${sayHappening(p, locale)}距今${sayDays(p.days, locale)}`,
      'zh-TW': `最近一次${sayHappening(p, locale)}距今${sayDays(p.days, locale)}`,
      en: `last did ${sayHappening(p, locale)} ${sayDays(p.days, locale)} ago`,
    })[locale],
  form: {
    group: 'behaviour',
    label: { 'zh-CN': '最近一次事件', 'zh-TW': '最近一次事件', en: 'Last time of an event' },
    hint: {
      'zh-CN': '距今多少天;从未做过的人不算',
      'zh-TW': '距今多少天；從未做過的人不算',
      en: 'Days since; who never did it is not counted',
    },
    initial: { kind: 'last_event', event: '', where: [], days: { op: 'gte', n: 7 } },
    fields: {
      event: {
        label: { 'zh-CN': '事件', 'zh-TW': '事件', en: 'Event' },
        input: { kind: 'pick', from: 'event' },
      },
      where: {
        label: { 'zh-CN': '属性满足', 'zh-TW': '屬性符合', en: 'Where' },
        input: { kind: 'property_filters' },
      },
      days: {
        label: { 'zh-CN': '距今', 'zh-TW': '距今', en: 'How long ago' },
        input: { kind: 'days' },
      },
    },
  },
}
