import type { Locale } from '#kernel/locale.ts'
import { join, name, sql, uuid, type Sql } from '#kernel/sql.ts'
import { isEventCh } from '#modules/collect/model/naming/naming.ts'
import { z } from 'zod'
import type { ChContext } from './operator.ts'
import type { EventView, PersonView } from './person-view.ts'
import { propertyAt, propertyCh, PropertyPath } from './property.ts'
import { Name, quote } from './text.ts'
import { passes, passesCh, sayTest, ValueTest } from './value-test.ts'
import { isInCh, type Span, type Window } from './window.ts'

export const PropertyFilter = z
  .strictObject({ path: PropertyPath, test: ValueTest })
  .meta({ id: 'PropertyFilter' })
export type PropertyFilter = z.infer<typeof PropertyFilter>

/** Something people do: an event by name, of which every filter holds. */
export const Happening = z
  .strictObject({ event: Name, where: z.array(PropertyFilter).max(10).default([]) })
  .meta({ id: 'Happening' })
export type Happening = z.infer<typeof Happening>

const isOne = (happening: Happening, one: EventView): boolean =>
  one.event === happening.event &&
  happening.where.every(({ path, test }) => passes(test, propertyAt(one.properties, path)))

/** The person's events that are such a happening, at any time, in order of time. */
export const happeningsOf = (happening: Happening, person: PersonView): readonly EventView[] =>
  person.events
    .filter((one) => isOne(happening, one))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())

export const within = (span: Span, events: readonly EventView[]): readonly EventView[] =>
  events.filter(({ at }) => span.first <= at.getTime() && at.getTime() <= span.last)

/** `FROM events WHERE …`: the rows that are such a happening and count now. */
export const rowsCh = (happening: Happening, window: Window, ctx: ChContext): Sql => sql`
  FROM ${name('events')} WHERE ${join(
    [
      sql`workspace_id = ${uuid(ctx.workspaceId)} AND ${isEventCh(ctx.naming, happening.event)}`,
      isInCh(window, ctx.now),
      ...happening.where.map(({ path, test }) => passesCh(test, propertyCh(path))),
    ],
    ' AND ',
  )}`

/** Whether the person is among those whose rows, taken together, satisfy `having`. */
export const amongCh = (rows: Sql, having: Sql, ctx: ChContext): Sql =>
  sql`people.person_id IN (SELECT ${ctx.person} AS resolved ${rows} GROUP BY resolved HAVING ${having})`

/** `「下单」(金额 不小于 100)` */
export function sayHappening({ event, where }: Happening, locale: Locale): string {
  if (where.length === 0) return quote(event, locale)
  const filters = where.map(({ path, test }) => `${path} ${sayTest(test, locale)}`)
  return {
    'zh-CN': `${quote(event, locale)}(${filters.join(',')})`,
    'zh-TW': `${quote(event, locale)}（${filters.join('，')}）`,
    en: `${quote(event, locale)} (${filters.join(', ')})`,
  }[locale]
}
