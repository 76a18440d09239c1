import { join, sql, strs, time, uint, uuid, empty } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import type { Happening } from '#modules/audience/model/happening.ts'
import { propertyCh } from '#modules/audience/model/property.ts'
import { passesCh } from '#modules/audience/model/value-test.ts'
import { isEventCh, storedNames } from '#modules/collect/model/naming/naming.ts'
import type { Naming } from '#modules/collect/model/naming/naming.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'
import type { Range } from '../model/question.ts'

export interface FunnelQuestion {
  workspaceId: string
  range: Range
  steps: readonly Happening[]
  windowSeconds: number
  /** people who may count, as a statement of `person_id`s; undefined: everybody */
  people: Sql | undefined
  /** what the events that operators named mean */
  naming: Naming
}

const isStep = (naming: Naming, { event, where }: Happening): Sql =>
  sql`(${join([isEventCh(naming, event), ...where.map(({ path, test }) => passesCh(test, propertyCh(path)))], ' AND ')})`

/**
 * How far each person got, in order, within the window that opens at her first step. Steps at the
 * same instant count in the order asked. A person counts at the deepest step any of her starts
 * reached. All steps lie in the range.
 */
export const reachedByPerson = (q: FunnelQuestion): Sql => sql`
  SELECT ${resolvedPerson} AS person,
    windowFunnel(${uint(q.windowSeconds * 1_000)})(
      toUInt64(toUnixTimestamp64Milli(at)), ${join(
        q.steps.map((step) => isStep(q.naming, step)),
        ', ',
      )}) AS reached
  FROM events
  WHERE workspace_id = ${uuid(q.workspaceId)}
    AND event IN ${strs(
      storedNames(
        q.naming,
        q.steps.map((s) => s.event),
      ),
    )}
    AND at >= ${time(q.range.from)} AND at < ${time(q.range.to)}
    ${q.people ? sql`AND ${resolvedPerson} IN (${q.people})` : empty}
  GROUP BY person HAVING reached > 0`

export const funnel = (q: FunnelQuestion): Sql => sql`
  SELECT reached, count() AS people FROM (${reachedByPerson(q)}) GROUP BY reached ORDER BY reached`

/** Who got to exactly this step and no further, or at least this far. */
export const funnelPeople = (
  q: FunnelQuestion,
  step: number,
  who: 'dropped' | 'reached',
  limit: number,
): Sql => sql`
  SELECT toString(person) AS person_id FROM (${reachedByPerson(q)})
  WHERE ${who === 'dropped' ? sql`reached = ${uint(step)}` : sql`reached >= ${uint(step)}`}
  ORDER BY person LIMIT ${uint(limit)}`
