import { createHash } from 'node:crypto'
import { MAX_LEVELS, tooDeep } from '#kernel/depth.ts'
import type { CanonicalEvent, EventType, IdentifierRef, RefusedEvent } from '#platform/event.ts'
import { normaliseIdentifier } from '#platform/identifier.ts'
import { campaignIn } from '../../model/campaign.ts'
import { canonicalName, canonicalProperties } from '../../model/canonical.ts'
import { channelOf } from '../../model/channel.ts'
import type { Arrival, Decoded } from '../../model/decoded.ts'
import {
  MAX_EVENT_BYTES,
  MAX_EVENT_NAME,
  MAX_MESSAGE_ID,
  clean,
  cleanText,
} from '../../model/clean.ts'
import { idText, identifiersOf, same } from '../../model/identifiers.ts'
import { EVENT_OF_CALL } from '../../model/taxonomy.ts'
import { happenedAt, stamp } from '../../model/when.ts'
import type { Kept } from '../dialect.ts'
import { isObject } from '../wrap.ts'

type Json = Readonly<Record<string, unknown>>

const CALLS: readonly EventType[] = ['track', 'identify', 'page', 'screen', 'group', 'alias']

/**
 * The Segment dialect: `{batch: […], sentAt}`. Pure: the same text and arrival give the same
 * events, so the inbox may keep what was sent and the worker may derive it again.
 */
export function parseSegment(
  { batch, sentAt }: Kept,
  arrival: Arrival,
  textBytes: number,
): Decoded {
  const sentOfBatch = stamp(sentAt)
  const refused: RefusedEvent[] = []
  const events = batch.map((raw, index) => {
    const decoded = decodeOne(raw, index, { arrival, sentOfBatch, textBytes })
    if ('messageId' in decoded && 'identifiers' in decoded) return decoded
    refused.push(decoded)
    return undefined
  })
  return { events, refused }
}

interface Around {
  arrival: Arrival
  sentOfBatch: ReturnType<typeof stamp>
  textBytes: number
}

function decodeOne(raw: unknown, index: number, around: Around): CanonicalEvent | RefusedEvent {
  if (!isObject(raw)) return { index, field: '', reason: 'must be an object' }
  if (tooDeep(raw))
    return { index, field: '', reason: `is nested deeper than ${MAX_LEVELS} levels` }
  const event: Json = raw
  const id = messageIdOf(event, index, around.arrival)
  const refuse = (field: string, reason: string): RefusedEvent => ({
    index,
    field,
    reason,
    ...(id.length <= MAX_MESSAGE_ID && id !== '' ? { messageId: id } : {}),
  })
  const type = typeof event.type === 'string' ? event.type.toLowerCase() : event.type
  if (!isCall(type)) return refuse('type', `must be one of ${CALLS.join(', ')}`)
  if (id.length > MAX_MESSAGE_ID)
    return refuse('messageId', `is longer than ${MAX_MESSAGE_ID} characters`)
  if (around.textBytes > MAX_EVENT_BYTES && JSON.stringify(raw).length > MAX_EVENT_BYTES)
    return refuse('', `is larger than ${MAX_EVENT_BYTES / 1024} KB`)
  const name = nameOf(type, event)
  if (typeof name !== 'string') return refuse('event', name.reason)
  const client = stamp(event.timestamp ?? event.originalTimestamp)
  if (client === 'bad') return refuse('timestamp', 'must be an ISO 8601 time or milliseconds')
  const traits = clean(traitsOf(type, event), 'traits')
  if (traits.kind === 'bad') return refuse(traits.field, traits.reason)
  const given = propertiesOf(type, event)
  if (given.kind === 'bad') return refuse('properties', 'must be an object')
  const properties = clean(canonicalProperties(name, given.value), 'properties')
  if (properties.kind === 'bad') return refuse(properties.field, properties.reason)
  const identifiers = identifiersOf(event, type === 'identify' ? traits.value : undefined)
  if (identifiers.length === 0)
    return refuse('userId', 'neither userId nor anonymousId names anybody')
  const links = type === 'alias' ? linksOf(event, identifiers) : []
  if (!links) return refuse('previousId', 'must name the id that userId was known by before')
  const ownSent = stamp(event.sentAt)
  const sent = around.sentOfBatch ?? ownSent
  const { arrival } = around
  return {
    messageId: id,
    type,
    event: name,
    at: happenedAt({
      client,
      sent: sent === 'bad' ? undefined : sent,
      receivedAt: arrival.receivedAt,
      history: arrival.history,
    }),
    receivedAt: arrival.receivedAt,
    identifiers,
    links,
    properties: properties.value,
    traits: traits.value,
    source: arrival.source,
    channel: arrival.channel || channelOf(event),
    history: arrival.history,
  }
}

const isCall = (type: unknown): type is EventType => CALLS.some((call) => call === type)

/**
 * The sender's own id. Without one: a hash of the event when it says when it happened (a retry then
 * is a repeat), else its place in the inbox (nobody can tell a repeat from a second event).
 */
function messageIdOf(event: Json, index: number, { position }: Arrival): string {
  const given = idText(event.messageId)
  if (given !== undefined && given.trim() !== '') return cleanText(given)
  if (event.timestamp === undefined) return position === '' ? '' : `p${position}-${index}`
  const { sentAt: _sentAt, _metadata, ...what } = event
  return `h${createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 32)}`
}

function nameOf(type: EventType, event: Json): string | { reason: string } {
  if (type !== 'track') return EVENT_OF_CALL[type]
  const name = typeof event.event === 'string' ? cleanText(event.event.trim()) : ''
  if (name === '') return { reason: 'must be the name of what happened' }
  if (name.length > MAX_EVENT_NAME) return { reason: `is longer than ${MAX_EVENT_NAME} characters` }
  return canonicalName(name)
}

/** `identify` carries attributes of the person; RudderStack puts them into the context. */
function traitsOf(type: EventType, event: Json): unknown {
  if (type !== 'identify') return undefined
  const own = event.traits
  const inContext = asObject(event.context).traits
  if (own === undefined || own === null) return inContext
  return typeof own === 'object' && !Array.isArray(own) ? { ...asObject(inContext), ...own } : own
}

type Given = { kind: 'given'; value: Record<string, unknown> } | { kind: 'bad' }

function propertiesOf(type: EventType, event: Json): Given {
  const own = type === 'group' ? event.traits : event.properties
  if (own !== undefined && own !== null && (typeof own !== 'object' || Array.isArray(own)))
    return { kind: 'bad' }
  const properties: Record<string, unknown> = { ...asObject(own) }
  const context = asObject(event.context)
  if (type === 'group') properties.group_id = idText(event.groupId)
  if (type === 'alias') properties.previous_id = idText(event.previousId)
  const campaign = asObject(context.campaign)
  for (const [key, value] of Object.entries(campaign).slice(0, 10))
    properties[key === 'name' ? 'utm_campaign' : `utm_${key}`] ??= value
  if (type === 'page' || type === 'screen') {
    const page = asObject(context.page)
    for (const key of ['url', 'path', 'title', 'referrer', 'search']) properties[key] ??= page[key]
    if (typeof event.name === 'string') properties.name ??= event.name
    if (typeof event.category === 'string') properties.category ??= event.category
    if (type === 'screen') properties.path ??= event.name
    for (const address of [properties.url, properties.search])
      for (const [key, value] of Object.entries(campaignIn(address))) properties[key] ??= value
  }
  return { kind: 'given', value: properties }
}

/** `alias`: who is now userId was known as previousId. `undefined`: it names no previous id. */
function linksOf(event: Json, identifiers: readonly IdentifierRef[]) {
  const previous = idText(event.previousId)
  const a = identifiers[0]
  const b =
    previous === undefined
      ? undefined
      : normaliseIdentifier({ kind: 'anonymous_id', scope: '', value: previous })
  if (!a || !b) return undefined
  return same(a, b) || (a.kind === 'user_id' && a.value === b.value) ? [] : [{ a, b }]
}

const asObject = (value: unknown): Json => (isObject(value) ? value : {})
