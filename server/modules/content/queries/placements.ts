import { sql, str, time, uuid } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { resolvedPerson } from '#modules/identity/model/resolved-person.ts'

export interface PlacementRow {
  carrier: string
  journey_id: string
  platform: string
  post_id: string
  sent: string
  clicks: string
  clickers: string
  views: string
}

export interface ContentQuestion {
  workspaceId: string
  contentId: string
  from: Date
  to: Date
}

/** How often one item was sent, clicked and read, by the place where people met it. */
export function placements(q: ContentQuestion): Sql {
  return sql`
    SELECT
      ifNull(properties.carrier.:String, '') AS carrier,
      ifNull(properties.journey_id.:String, '') AS journey_id,
      ifNull(properties.platform.:String, '') AS platform,
      ifNull(properties.post_id.:String, '') AS post_id,
      countIf(event = 'message_sent') AS sent,
      countIf(event = 'link_clicked') AS clicks,
      uniqExactIf(${resolvedPerson}, event = 'link_clicked') AS clickers,
      countIf(event = 'content_viewed') AS views
    FROM events
    WHERE workspace_id = ${uuid(q.workspaceId)}
      AND event IN ('message_sent', 'link_clicked', 'content_viewed')
      AND at >= ${time(q.from)} AND at < ${time(q.to)}
      AND properties.content_id.:String = ${str(q.contentId)}
    GROUP BY carrier, journey_id, platform, post_id
    ORDER BY clicks DESC, sent DESC, views DESC, carrier, journey_id, platform, post_id`
}
