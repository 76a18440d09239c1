import { addMs } from '#kernel/time.ts'
import type { EventType } from '#platform/event.ts'
import { canonicalName } from '../../model/canonical.ts'
import type { Arrival, Decoded } from '../../model/decoded.ts'
import { idText } from '../../model/identifiers.ts'
import type { Kept } from '../dialect.ts'
import { idOfParts, objectOf, readEach, withOurNames } from '../read.ts'
import type { Json, Reading } from '../read.ts'
import { elementOf } from './elements.ts'
import { identifiersOf } from './identities.ts'
import { AUTOCAPTURED, POSTHOG_EVENTS, POSTHOG_PROPERTIES } from './names.ts'

const TYPES: Readonly<Record<string, EventType>> = {
  ...{ $pageview: 'page', $screen: 'screen', $identify: 'identify', $set: 'identify' },
  ...{ $create_alias: 'alias', $merge_dangerously: 'alias', $groupidentify: 'group' },
}

/** Of the transport, not of what happened; the key must not stand in every row of history. */
const TRANSPORT = ['token', 'distinct_id', '$set', '$set_once', '$unset']

export function parsePostHog(kept: Kept, arrival: Arrival, textBytes: number): Decoded {
  return readEach(kept.batch, arrival, textBytes, (event) => read(event, kept, arrival))
}

function read(event: Json, kept: Kept, arrival: Arrival): Reading {
  const name = typeof event.event === 'string' ? event.event.trim() : ''
  if (event.properties !== undefined && event.properties !== null && !isPlain(event.properties))
    return { field: 'properties', reason: 'must be an object' }
  const given: Json = { ...sdkOf(kept), ...objectOf(event.options), ...objectOf(event.properties) }
  const distinctId = idText(event.distinct_id) ?? idText(given.distinct_id)
  const { identifiers, links } = identifiersOf(name, distinctId, withOptions(given, event))
  const properties = withOurNames({ ...given, ...sessionOf(event) }, POSTHOG_PROPERTIES)
  if (name === '$autocapture' || name === '$rageclick')
    for (const [ours, value] of Object.entries(elementOf(given.$elements_chain)))
      properties[ours] ??= value
  for (const key of TRANSPORT) delete properties[key]
  const client = clientTime(event, given, arrival)
  return {
    messageId: messageIdOf(event, distinctId, given),
    type: Object.hasOwn(TYPES, name) ? (TYPES[name] ?? 'track') : 'track',
    event: nameOf(name, given),
    client,
    sent: event.sent_at ?? kept.sent_at,
    isTimeTrue: given.$ignore_sent_at === true || given.disable_skew_correction === true,
    identifiers,
    nobody: { field: 'distinct_id', reason: 'names nobody' },
    links,
    properties,
    traits: event.$set ?? given.$set,
    traitsOnce: event.$set_once ?? given.$set_once,
    unset: unsetOf(event.$unset ?? given.$unset),
    channel: channelOf(idText(given.$lib) ?? ''),
  }
}

const isPlain = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value)

/** Capture v1 names the library in a header: `posthog-node/5.70.0`. */
function sdkOf({ sdk }: Kept): Json {
  const [, lib, version] =
    /^([\w@/.-]+)\/(\d[\w.-]*)/.exec(typeof sdk === 'string' ? sdk : '') ?? []
  return lib === undefined ? {} : { $lib: lib, $lib_version: version }
}

/** Capture v1 says outside of the properties whether a person is meant. */
const withOptions = (given: Json, event: Json): Json =>
  objectOf(event.options).process_person_profile === false
    ? { ...given, $process_person_profile: false }
    : given

const sessionOf = ({ session_id: session, window_id: window }: Json): Json => ({
  ...(session === undefined ? {} : { $session_id: session }),
  ...(window === undefined ? {} : { $window_id: window }),
})

/** Old browser SDKs say how long before the request it was, in milliseconds. */
function clientTime(event: Json, given: Json, { receivedAt }: Arrival): unknown {
  const at = event.timestamp ?? given.timestamp
  if (at !== undefined && at !== null) return at
  const ago = event.offset
  const isUsable = typeof ago === 'number' && ago >= 0 && ago < 10 * 365 * 86_400_000
  return isUsable ? addMs(receivedAt, -ago).toISOString() : undefined
}

function messageIdOf(event: Json, distinctId: string | undefined, given: Json) {
  const own = idText(event.uuid) ?? idText(given.$insert_id)
  if (own !== undefined && own.trim() !== '') return own.trim()
  if (event.timestamp === undefined) return undefined
  return idOfParts([distinctId, event.event, event.timestamp, event.properties])
}

function nameOf(name: string, given: Json): string {
  if (name === '$autocapture') {
    const what = idText(given.$event_type) ?? 'click'
    return Object.hasOwn(AUTOCAPTURED, what) ? (AUTOCAPTURED[what] ?? name) : name
  }
  return Object.hasOwn(POSTHOG_EVENTS, name) ? (POSTHOG_EVENTS[name] ?? name) : canonicalName(name)
}

const unsetOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.slice(0, 200).flatMap((it) => idText(it) ?? []) : []

const channelOf = (library: string): string =>
  /^(web|js|posthog-js)$/i.test(library)
    ? 'web'
    : /ios|android|flutter|react-native|unity/i.test(library)
      ? 'app'
      : 'server'
