import { join, name, sql, str, time, uint, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'
import { meetsCh, textCh } from '#modules/collect/model/naming/meets-ch.ts'
import type { Base, Field, Rule } from '#modules/collect/model/naming/rule.ts'
import { GROUPED_BY } from '#modules/collect/model/naming/suggest.ts'

interface Window {
  workspaceId: string
  from: Date
  to: Date
}

const within = ({ workspaceId, from, to }: Window): Sql => sql`
  workspace_id = ${uuid(workspaceId)} AND at >= ${time(from)} AND at < ${time(to)}`

const zone = (timeZone: string): Sql => sql`${{ kind: 'value', type: 'String', value: timeZone }}`

export type CapturedRow = Partial<Record<Field, string>> & {
  title: string
  a_path: string
  paths: string
  events: string
  people: string
  last: string
}

/** What people did to which part of which page, the most frequent first. */
export const captured = (
  q: Window & { base: Base; find: string | undefined; limit: number; offset: number },
): Sql => {
  const fields = GROUPED_BY[q.base]
  const group = join(fields.map(name), ', ')
  const found = join(
    [...fields, 'title' as const, 'path' as const].map(
      (field) => sql`positionCaseInsensitiveUTF8(${textCh(field)}, ${str(q.find ?? '')}) > 0`,
    ),
    ' OR ',
  )
  return sql`
  SELECT ${group}, any(in_title) AS title, any(in_path) AS a_path, uniqExact(in_path) AS paths,
    count() AS events, uniqExact(person) AS people, toUnixTimestamp64Milli(max(at)) AS last
  FROM (
    SELECT ${join(
      fields.map((field) => sql`${textCh(field)} AS ${name(field)}`),
      ', ',
    )}, ${textCh('title')} AS in_title, ${textCh('path')} AS in_path,
      ${resolvedPerson} AS person, at
    FROM events WHERE ${within(q)} AND event = ${str(q.base)} ${q.find ? sql`AND (${found})` : sql``})
  GROUP BY ${group}
  ORDER BY events DESC, ${group} LIMIT ${uint(q.limit)} OFFSET ${uint(q.offset)}`
}

export interface RuleTotals {
  events: string
  people: string
}

export const ruleTotals = (q: Window & { rule: Rule }): Sql => sql`
  SELECT count() AS events, uniqExact(${resolvedPerson}) AS people
  FROM events WHERE ${within(q)} AND ${meetsCh(q.rule)}`

export interface RuleDay {
  day: string
  events: string
}

export const ruleDays = (q: Window & { rule: Rule; timeZone: string }): Sql => sql`
  SELECT toString(toDate(at, ${zone(q.timeZone)})) AS day, count() AS events
  FROM events WHERE ${within(q)} AND ${meetsCh(q.rule)} GROUP BY day ORDER BY day`

export type RuleSample = Record<
  'person' | 'path' | 'title' | 'text' | 'selector' | 'source',
  string
> & {
  at_ms: string
}

/** The newest of what a rule means. */
export const ruleSamples = (q: Window & { rule: Rule; limit: number }): Sql => sql`
  SELECT toUnixTimestamp64Milli(at) AS at_ms, toString(${resolvedPerson}) AS person,
    ${textCh('path')} AS path, ${textCh('title')} AS title, ${textCh('text')} AS text,
    ${textCh('selector')} AS selector, ${textCh('source')} AS source
  FROM events WHERE ${within(q)} AND ${meetsCh(q.rule)}
  ORDER BY at DESC, message_id LIMIT ${uint(q.limit)}`

export interface NamedDay {
  which: number
  day: string
  events: string
}

/** How often each of the rules was met, by day: one reading for all of them. */
export const namedDays = (q: Window & { rules: readonly Rule[]; timeZone: string }): Sql => sql`
  SELECT which, day, count() AS events FROM (
    SELECT toString(toDate(at, ${zone(q.timeZone)})) AS day,
      arrayJoin(arrayFilter(i -> i > 0, [${join(
        q.rules.map((rule, i) => sql`if(${meetsCh(rule)}, ${uint(i + 1)}, 0)`),
        ', ',
      )}])) AS which
    FROM events WHERE ${within(q)} AND event IN (${join(
      [...new Set(q.rules.map(({ base }) => base))].map((base) => sql`${str(base)}`),
      ', ',
    )}))
  GROUP BY which, day ORDER BY which, day`
