import { sql, str, strs, time, uint, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'

interface Q {
  workspaceId: string
  /** what was usual: from here to `lately` */
  from: Date
  lately: Date
  to: Date
  events: readonly string[]
  /** so many events of each pair and span are looked at */
  sample: number
}

const span = (q: Q, columns: Sql, from: Date, to: Date): Sql => sql`
  SELECT event, source, received_at, ${columns}
  FROM events
  WHERE workspace_id = ${uuid(q.workspaceId)} AND NOT history AND event IN (${strs(q.events)})
    AND received_at >= ${time(from)} AND received_at < ${time(to)}`

/** Lately means the newest: what just broke is not to drown in what was still whole. */
const sampled = (q: Q, columns: Sql): Sql => sql`
  SELECT *, false AS late FROM (${span(q, columns, q.from, q.lately)}
    LIMIT ${uint(q.sample)} BY event, source)
  UNION ALL
  SELECT *, true AS late FROM (${span(q, columns, q.lately, q.to)}
    ORDER BY received_at DESC LIMIT ${uint(q.sample)} BY event, source)`

export interface ShapeRow {
  event: string
  source: string
  /** '' counts the events themselves */
  property: string
  before: string
  lately: string
  /** when it was filled last, milliseconds since 1970 */
  last: string
}

/** In how many events each property is filled, before and lately. */
export const shapes = (q: Q): Sql => sql`
  SELECT event, source, property, countIf(NOT late) AS before, countIf(late) AS lately,
    toUnixTimestamp64Milli(max(received_at)) AS last
  FROM (${sampled(q, sql`arrayPushBack(JSONAllPaths(properties), '') AS paths`)})
  ARRAY JOIN paths AS property
  GROUP BY event, source, property
  ORDER BY before + lately DESC
  LIMIT 20000`

export interface ValueRow {
  event: string
  source: string
  property: string
  value: string
  before: string
  lately: string
}

/** Named so, a property holds content or addresses: a value never seen before is every day's. */
const NO_KIND = String.raw`(^\$|(^|_)(ids?|uid|urls?|path|page|title|name|text|content|referrer|query|keyword|campaign|term|medium|source|selector|element|version|sku|code|time|date|at|ip|remark|comment|city|province)$)`
/** So many values at most, each so short: a kind of something. */
const FEW = { values: 40, length: 40 }

/** The values of the texts that have few. */
export const fewValues = (q: Q): Sql => sql`
  SELECT event, source, property, value, before, lately FROM (
    SELECT event, source, tupleElement(pair, 1) AS property, tupleElement(pair, 2) AS value,
      countIf(NOT late) AS before, countIf(late) AS lately,
      count() OVER (PARTITION BY event, source, property) AS distinct_values
    FROM (${sampled(
      q,
      sql`arrayPushBack(JSONExtractKeysAndValues(toString(properties), 'String'),
        ('channel', toString(channel))) AS pairs`,
    )})
    ARRAY JOIN pairs AS pair
    WHERE value != '' AND lengthUTF8(value) <= ${uint(FEW.length)}
      AND NOT match(lower(property), ${str(NO_KIND)})
    GROUP BY event, source, property, value)
  WHERE distinct_values <= ${uint(FEW.values)}
  ORDER BY before + lately DESC
  LIMIT 20000`

export interface TraceRow {
  trace: 'version' | 'page'
  value: string
  before: string
  lately: string
}

/** Versions and pages of a source's events, before and since: what went, what came. */
export const traces = (q: Q & { source: string }): Sql => sql`
  SELECT tupleElement(pair, 1) AS trace, tupleElement(pair, 2) AS value,
    countIf(NOT late) AS before, countIf(late) AS lately
  FROM (${sampled(
    q,
    sql`[('version', concat(coalesce(nullIf(toString(properties.\`$lib\`), ''), ''), ' ',
        coalesce(nullIf(toString(properties.\`$lib_version\`), ''),
          nullIf(toString(properties.lib_version), ''), nullIf(toString(properties.sdk_version), ''),
          nullIf(toString(properties.app_version), ''), ''))),
      ('page', coalesce(nullIf(toString(properties.path), ''),
        nullIf(path(toString(properties.url)), ''), ''))] AS pairs`,
  )})
  ARRAY JOIN pairs AS pair
  WHERE source = ${str(q.source)} AND trim(value) != ''
  GROUP BY trace, value
  ORDER BY before + lately DESC
  LIMIT 200`
