import { sql, str, time, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'
import type { CodeQuestion } from './code-scans.ts'

export interface GroupNewcomersRow {
  joins: string
  joined: string
  stayed: string
  clicked: string
  ordered: string
  went_on: string
}

/**
 * People who came into a group by a code, and what came after their first joining: whether they are
 * still there (of the groups they joined), a click, a paid order. "Went on" is a click or an order.
 */
export const groupNewcomers = (q: CodeQuestion): Sql => sql`
  WITH came AS (
    SELECT ${resolvedPerson} AS person, min(at) AS first_at, max(at) AS last_at, count() AS times,
      groupUniqArray(properties.chat_id.:String) AS chats
    FROM events
    WHERE workspace_id = ${uuid(q.workspaceId)} AND event = 'wecom_group_joined'
      AND at >= ${time(q.from)} AND at < ${time(q.to)}
      AND properties.code_id.:String = ${str(q.codeId)}
    GROUP BY person),
  later AS (
    SELECT ${resolvedPerson} AS person,
      maxIf(at, event = 'link_clicked') AS clicked_at,
      maxIf(at, event = 'order_paid') AS ordered_at,
      groupArrayIf((properties.chat_id.:String, at), event = 'wecom_group_left') AS departures
    FROM events
    WHERE workspace_id = ${uuid(q.workspaceId)}
      AND event IN ('link_clicked', 'order_paid', 'wecom_group_left')
      AND at >= ${time(q.from)} AND at < ${time(q.to)}
      AND ${resolvedPerson} IN (SELECT person FROM came)
    GROUP BY person)
  SELECT
    sum(came.times) AS joins,
    count() AS joined,
    countIf(NOT arrayExists(gone -> has(came.chats, gone.1) AND gone.2 >= came.last_at,
      later.departures)) AS stayed,
    countIf(later.clicked_at >= came.first_at) AS clicked,
    countIf(later.ordered_at >= came.first_at) AS ordered,
    countIf(later.clicked_at >= came.first_at OR later.ordered_at >= came.first_at) AS went_on
  FROM came LEFT JOIN later ON later.person = came.person`
