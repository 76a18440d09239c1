import type { EventType } from '#platform/event.ts'
import { canonicalName } from '../../model/canonical.ts'
import type { Arrival, Decoded } from '../../model/decoded.ts'
import { idText } from '../../model/identifiers.ts'
import type { Kept } from '../dialect.ts'
import { idOfParts, objectOf, readEach, withOurNames } from '../read.ts'
import type { Found, Json, Reading } from '../read.ts'
import { identifiersOf, unbindingOf } from './identities.ts'
import { ORDER_STATUS, SENSORS_EVENTS, SENSORS_PROPERTIES } from './names.ts'
import { withTimes } from './times.ts'

/** What each type of 神策's means; a new one is an entry. */
const MEANING: Readonly<Record<string, (event: Json, base: Found) => Reading>> = {
  track: (event, base) => ({ ...base, event: nameOf(event, base.properties) }),
  track_signup: (_, base) => ({ ...base, type: 'identify', event: 'identified' }),
  track_id_bind: (_, base) => ({ ...base, type: 'alias', event: 'id_bound' }),
  track_id_unbind: (event, base) => {
    const { who, unbound } = unbindingOf(event)
    return { ...base, event: 'id_unbound', identifiers: who, unbound }
  },
  profile_set: (_, base) => ({ ...profile(base), traits: attributes(base) }),
  profile_set_once: (_, base) => ({ ...profile(base), traitsOnce: attributes(base) }),
  profile_unset: (_, base) => ({ ...profile(base), unset: Object.keys(base.properties) }),
  // Kept as events: attributes here hold a value, not a sum or a growing list.
  profile_increment: (_, base) => ({ ...base, event: 'profile_incremented' }),
  profile_append: (_, base) => ({ ...base, event: 'profile_appended' }),
  // Anybody with a page's key could send it, so it erases nobody: that is for people in settings.
  profile_delete: (_, base) => ({ ...base, event: 'profile_delete_requested' }),
  item_set: () => item,
  item_delete: () => item,
}

const item = {
  field: 'type',
  reason: 'is about an item and names nobody: send products by the API or as a file',
}

const profile = (base: Found): Found => ({
  ...base,
  type: 'identify' as EventType,
  event: 'profile_updated',
  properties: {},
})

/** 神策's preset `$name` is everybody's `name`; the rest as the sender calls it. */
const attributes = ({ properties: { $name, name = $name, ...rest } }: Found): Json =>
  name === undefined ? rest : { ...rest, name }

export function parseSensors({ batch }: Kept, arrival: Arrival, textBytes: number): Decoded {
  return readEach(batch, arrival, textBytes, read)
}

function read(event: Json): Reading {
  const type = typeof event.type === 'string' ? event.type.toLowerCase() : ''
  const meaning = Object.hasOwn(MEANING, type) ? MEANING[type] : undefined
  if (!meaning) return { field: 'type', reason: unknownType(event) }
  if (event.properties !== undefined && !isPlain(event.properties))
    return { field: 'properties', reason: 'must be an object' }
  const isTrack = type.startsWith('track')
  const given = objectOf(event.properties)
  const properties = isTrack ? withOurNames(withTimes(given), SENSORS_PROPERTIES) : { ...given }
  for (const secret of ['$project', '$token', 'token']) delete properties[secret]
  return meaning(event, {
    messageId: messageIdOf(event, isTrack),
    type: 'track',
    event: '',
    client: event.time,
    sent: event._flush_time,
    isTimeTrue: event.time_free === true || given.$time_free === true,
    identifiers: identifiersOf(event),
    nobody: { field: 'distinct_id', reason: 'neither distinct_id nor identities names anybody' },
    properties,
    channel: channelOf(event),
  })
}

const isPlain = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value)

const unknownType = (event: Json): string =>
  'payloads' in event || 'ekey' in event || 'key_id' in event
    ? 'is missing: the event is encrypted; turn the encryption plugin off, https protects it'
    : `must be one of ${Object.keys(MEANING).join(', ')}`

/**
 * 神策 has no message id. Its random `_track_id` is none alone (five digits and four of the clock), and
 * profile calls of mini programs lack it: there the properties are part of what is the same.
 */
function messageIdOf(event: Json, isTrack: boolean): string | undefined {
  if (event.time === undefined && event._track_id === undefined) return undefined
  const { distinct_id: who, type, event: name, time, _track_id: id, properties } = event
  return idOfParts([who, type, name, time, id ?? (isTrack ? null : properties)])
}

function nameOf(event: Json, properties: Json): string {
  const name = typeof event.event === 'string' ? event.event.trim() : ''
  const low = name.toLowerCase()
  const status = low === 'custom_order' ? idText(properties.order_status)?.toLowerCase() : undefined
  if (status && Object.hasOwn(ORDER_STATUS, status)) return ORDER_STATUS[status] ?? name
  // Somebody opened what somebody else shared: the event that makes trees of sharing.
  if ((low === '$mpshow' || low === '$mplaunch') && idText(properties.$share_distinct_id))
    return low === '$mpshow' ? 'share_opened' : 'app_launched'
  return Object.hasOwn(SENSORS_EVENTS, low) ? (SENSORS_EVENTS[low] ?? name) : canonicalName(name)
}

const LIBRARIES: readonly [RegExp, string][] = [
  [/mini/i, 'mini_program'],
  [/^js$/i, 'web'],
  [/ios|android|harmony|flutter|unity|app/i, 'app'],
]

function channelOf(event: Json): string {
  const library = idText(objectOf(event.lib).$lib) ?? idText(objectOf(event.properties).$lib) ?? ''
  return LIBRARIES.find(([pattern]) => pattern.test(library))?.[1] ?? 'server'
}
