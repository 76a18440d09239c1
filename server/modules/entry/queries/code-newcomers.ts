import { sql, str, time, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'
import type { CodeQuestion } from './code-scans.ts'

export interface NewcomersRow {
  adds: string
  added: string
  greeted: string
  clicked: string
  ordered: string
  went_on: string
  gone: string
}

/**
 * People who became friends by a code, and what came after their first adding: the greeting, a click,
 * a paid order, leaving. "Went on" is a click or an order.
 */
export function codeNewcomers(q: CodeQuestion): Sql {
  return sql`
    WITH added AS (
      SELECT ${resolvedPerson} AS person, min(at) AS first_at, count() AS times FROM events
      WHERE workspace_id = ${uuid(q.workspaceId)} AND event = 'wecom_friend_added'
        AND at >= ${time(q.from)} AND at < ${time(q.to)}
        AND properties.code_id.:String = ${str(q.codeId)}
      GROUP BY person),
    later AS (
      SELECT ${resolvedPerson} AS person,
        maxIf(at, event = 'message_sent' AND properties.carrier.:String = 'wecom_welcome') AS greeted_at,
        maxIf(at, event = 'link_clicked') AS clicked_at,
        maxIf(at, event = 'order_paid') AS ordered_at,
        maxIf(at, event = 'wecom_friend_removed') AS gone_at
      FROM events
      WHERE workspace_id = ${uuid(q.workspaceId)}
        AND event IN ('message_sent', 'link_clicked', 'order_paid', 'wecom_friend_removed')
        AND at >= ${time(q.from)} AND at < ${time(q.to)}
        AND ${resolvedPerson} IN (SELECT person FROM added)
      GROUP BY person)
    SELECT
      sum(added.times) AS adds,
      count() AS added,
      countIf(later.greeted_at >= added.first_at) AS greeted,
      countIf(later.clicked_at >= added.first_at) AS clicked,
      countIf(later.ordered_at >= added.first_at) AS ordered,
      countIf(later.clicked_at >= added.first_at OR later.ordered_at >= added.first_at) AS went_on,
      countIf(later.gone_at >= added.first_at) AS gone
    FROM added LEFT JOIN later ON later.person = added.person`
}
