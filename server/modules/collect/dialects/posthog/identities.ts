import type { IdentifierKind, IdentifierRef } from '#platform/event.ts'
import { idText } from '../../model/identifiers.ts'
import { naming, refOf } from '../identify.ts'
import type { Json } from '../read.ts'

/** SDKs that run where people are; the others are servers, which know who their users are. */
const ON_DEVICES = /^(web|js|posthog-(js|ios|android|flutter|react-native|unity))/i

/**
 * A distinct id says not of what kind it is. Newer SDKs do (`$is_identified`); older ones repeat the
 * user in `$user_id`, and an anonymous id in `$device_id`. A server's is a user's, unless it asks for
 * no person's profile.
 */
function kindOf(distinctId: string, event: string, properties: Json): IdentifierKind {
  if (event === '$identify' || event === '$create_alias' || event === '$merge_dangerously')
    return 'user_id'
  if (properties.$is_identified === true) return 'user_id'
  if (properties.$is_identified === false) return 'anonymous_id'
  if (idText(properties.$user_id) === distinctId) return 'user_id'
  const device = idText(properties.$device_id)
  if (device !== undefined) return device === distinctId ? 'anonymous_id' : 'user_id'
  if (properties.$process_person_profile === false) return 'anonymous_id'
  return ON_DEVICES.test(idText(properties.$lib) ?? '') ? 'anonymous_id' : 'user_id'
}

/** A group's own news: the SDK makes this name up when it is told no person. */
const isMadeForGroup = (distinctId: string, event: string, properties: Json): boolean =>
  event === '$groupidentify' &&
  distinctId === `$${idText(properties.$group_type)}_${idText(properties.$group_key)}`

/**
 * Whose event it is, the actor first. `$identify` says that an anonymous visitor is this user, and so
 * does `$create_alias`: PostHog joins no two users by either, nor do we, for one person has one user
 * id by such evidence. Only `$merge_dangerously` says outright that two users are one. `$device_id` is
 * no evidence: it outlives `reset()`, after which somebody else may sit there.
 */
export function identifiersOf(event: string, distinctId: string | undefined, properties: Json) {
  const { found, add } = naming()
  const links: { a: IdentifierRef; b: IdentifierRef }[] = []
  if (distinctId === undefined || isMadeForGroup(distinctId, event, properties))
    return { identifiers: found, links }
  add(kindOf(distinctId, event, properties), distinctId)
  const alias = idText(properties.alias)
  if (event === '$identify') add('anonymous_id', properties.$anon_distinct_id)
  if (event === '$create_alias' && alias !== distinctId) add('anonymous_id', alias)
  if (event === '$merge_dangerously' && alias !== distinctId) {
    const [a, b] = [found[0], refOf('anonymous_id', alias)]
    if (a && b) links.push({ a, b })
  }
  return { identifiers: found, links }
}
