import { createHash } from 'node:crypto'
import { MAX_LEVELS, tooDeep } from '#kernel/depth.ts'
import type { CanonicalEvent, EventType, IdentifierRef, RefusedEvent } from '#platform/event.ts'
import { canonicalProperties } from '../model/canonical.ts'
import {
  MAX_EVENT_BYTES,
  MAX_EVENT_NAME,
  MAX_MESSAGE_ID,
  clean,
  cleanText,
} from '../model/clean.ts'
import type { Arrival, Decoded } from '../model/decoded.ts'
import { happenedAt, stamp } from '../model/when.ts'
import { isObject } from './wrap.ts'

export type Json = Readonly<Record<string, unknown>>

/** What a dialect finds in one event; what is then done with it is the same for all. */
export interface Found {
  /** absent: its place in the inbox stands for it, so that nobody can tell a repeat */
  messageId: string | undefined
  type: EventType
  /** under our name, else the sender's own */
  event: string
  /** what the client's clock showed when it happened, as sent */
  client: unknown
  /** and when it was sent */
  sent: unknown
  /** times are the truth: no correction by the difference of the clocks */
  isTimeTrue?: boolean
  identifiers: IdentifierRef[]
  /** what to say when they name nobody */
  nobody: { field: string; reason: string }
  links?: { a: IdentifierRef; b: IdentifierRef }[]
  unbound?: IdentifierRef[]
  properties: Json
  traits?: unknown
  traitsOnce?: unknown
  /** attributes to take away */
  unset?: readonly string[]
  channel: string
}

type Refusal = Omit<RefusedEvent, 'index'>
export type Reading = Found | { field: string; reason: string }

/** Every event by itself: one that cannot be taken costs itself, with the reason. */
export function readEach(
  batch: readonly unknown[],
  arrival: Arrival,
  textBytes: number,
  read: (event: Json) => Reading,
): Decoded {
  const refused: RefusedEvent[] = []
  const events = batch.map((raw, index) => {
    const it = readOne(raw, index, { arrival, textBytes, read })
    if ('identifiers' in it) return it
    refused.push({ index, ...it })
    return undefined
  })
  return { events, refused }
}

interface Around {
  arrival: Arrival
  textBytes: number
  read: (event: Json) => Reading
}

function readOne(raw: unknown, index: number, around: Around): CanonicalEvent | Refusal {
  const { arrival, textBytes, read } = around
  if (typeof raw === 'string')
    return { field: '', reason: 'is neither JSON nor base64 or gzip of JSON' }
  if (!isObject(raw)) return { field: '', reason: 'must be an object' }
  if (tooDeep(raw)) return { field: '', reason: `is nested deeper than ${MAX_LEVELS} levels` }
  if (textBytes > MAX_EVENT_BYTES && JSON.stringify(raw).length > MAX_EVENT_BYTES)
    return { field: '', reason: `is larger than ${MAX_EVENT_BYTES / 1024} KB` }
  const found = read(raw)
  if ('reason' in found) return found
  const placed = arrival.position === '' ? '' : `p${arrival.position}-${index}`
  const messageId = cleanText(found.messageId?.trim() ?? '') || placed
  if (messageId.length > MAX_MESSAGE_ID)
    return { field: 'messageId', reason: `is longer than ${MAX_MESSAGE_ID} characters` }
  const canonical = canonicalOf(found, messageId, arrival)
  return 'identifiers' in canonical || messageId === '' ? canonical : { messageId, ...canonical }
}

function canonicalOf(found: Found, messageId: string, arrival: Arrival): CanonicalEvent | Refusal {
  const { type, identifiers, links = [], unbound } = found
  const event = cleanText(found.event.trim())
  if (event === '') return { field: 'event', reason: 'must be the name of what happened' }
  if (event.length > MAX_EVENT_NAME)
    return { field: 'event', reason: `is longer than ${MAX_EVENT_NAME} characters` }
  if (identifiers.length === 0) return found.nobody
  const client = stamp(found.client)
  if (client === 'bad') return { field: 'time', reason: 'must be a time' }
  const sent = stamp(found.sent)
  const properties = clean(canonicalProperties(event, found.properties), 'properties')
  if (properties.kind === 'bad') return properties
  const traits = clean(found.traits, 'traits')
  if (traits.kind === 'bad') return traits
  const once = clean(found.traitsOnce, 'traits')
  if (once.kind === 'bad') return once
  for (const name of found.unset ?? []) traits.value[cleanText(name)] = null
  const { receivedAt, history, source } = arrival
  const isTimeTrue = history || found.isTimeTrue === true
  const skewed = sent === 'bad' ? undefined : sent
  return {
    ...{ messageId, type, event, receivedAt, identifiers, links, source, history },
    at: happenedAt({ client, sent: skewed, receivedAt, history: isTimeTrue }),
    ...(unbound ? { unbound } : {}),
    properties: properties.value,
    traits: traits.value,
    ...(Object.keys(once.value).length > 0 ? { traitsOnce: once.value } : {}),
    channel: arrival.channel || found.channel,
  }
}

/** An id for events that bring none of their own: equal for a repeat of what these parts say. */
export const idOfParts = (parts: readonly unknown[]): string =>
  `h${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`

export const objectOf = (value: unknown): Json => (isObject(value) ? value : {})

/** Our property ← the first of the sender's that is there, where ours is not. */
export function withOurNames(
  given: Json,
  names: readonly (readonly [ours: string, ...theirs: string[]])[],
): Record<string, unknown> {
  const properties: Record<string, unknown> = { ...given }
  for (const [ours, ...theirs] of names) {
    if (properties[ours] !== undefined) continue
    const found = theirs.find((name) => isThere(given[name]))
    if (found !== undefined) properties[ours] = given[found]
  }
  return properties
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== ''
