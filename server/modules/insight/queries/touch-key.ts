import { sql } from '#kernel/sql.ts'
import type { Sql } from '#kernel/sql.ts'
import { propertyCh } from '#modules/audience/model/property.ts'
import { PROPERTY_OF } from '../model/touch.ts'
import type { Dimension } from '../model/touch.ts'

const text = (path: string): Sql => sql`coalesce(${propertyCh(path).string}, '')`

/**
 * What a touch says of a dimension; '' when it says nothing. A channel is the platform of the post
 * or code (小红书 …), else the carrier of our message, else `friend` for an invitation.
 */
export function touchKey(dimension: Dimension): Sql {
  if (dimension !== 'channel') return text(PROPERTY_OF[dimension])
  return sql`multiIf(
    ${text('platform')} != '', ${text('platform')},
    ${text('carrier')} != '', ${text('carrier')},
    event = 'invite_accepted', 'friend',
    event = 'wecom_friend_added', 'wecom',
    channel)`
}
