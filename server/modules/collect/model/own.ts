import type { CanonicalEvent, IdentifierRef } from '#platform/event.ts'
import { normaliseIdentifier } from '#platform/identifier.ts'
import { clean } from './clean.ts'
import type { Arrival, Decoded } from './decoded.ts'
import { happenedAt } from './when.ts'

/** An event that a module of ours records: already in our names. */
export interface NewEvent {
  event: string
  /** deterministic: the same happening, the same id, whoever retries */
  messageId: string
  at?: Date
  identifiers: readonly IdentifierRef[]
  properties?: Readonly<Record<string, unknown>>
  traits?: Readonly<Record<string, unknown>>
  links?: readonly { a: IdentifierRef; b: IdentifierRef }[]
  history?: boolean
  /** when only the person is known */
  personId?: string
  channel?: string
}

/** The inverse of `JSON.stringify(events)`; what no identifier nor person names is refused. */
export function decodeOwn(body: unknown, arrival: Arrival): Decoded {
  const decoded: Decoded = { events: [], refused: [] }
  for (const [index, event] of (body as NewEvent[]).entries()) {
    const identifiers = usable(event.identifiers)
    const properties = clean(event.properties, 'properties')
    const traits = clean(event.traits, 'traits')
    const bad = [properties, traits].find((it) => it.kind === 'bad')
    if (bad?.kind === 'bad' || (identifiers.length === 0 && event.personId === undefined)) {
      const { field, reason } =
        bad?.kind === 'bad' ? bad : { field: 'identifiers', reason: 'names nobody' }
      decoded.refused.push({ index, messageId: event.messageId, field, reason })
      decoded.events.push(undefined)
      continue
    }
    decoded.events.push(
      canonical(event, identifiers, arrival, valueOf(properties), valueOf(traits)),
    )
  }
  return decoded
}

type Values = Record<string, unknown>
const valueOf = (cleaned: ReturnType<typeof clean>): Values =>
  cleaned.kind === 'clean' ? cleaned.value : {}

const usable = (refs: readonly IdentifierRef[]): IdentifierRef[] =>
  refs.flatMap((ref) => normaliseIdentifier(ref) ?? [])

function canonical(
  event: NewEvent,
  identifiers: IdentifierRef[],
  arrival: Arrival,
  properties: Values,
  traits: Values,
): CanonicalEvent {
  const history = event.history ?? arrival.history
  const client = event.at ? new Date(event.at) : undefined
  return {
    messageId: event.messageId,
    type: Object.keys(traits).length > 0 ? 'identify' : 'track',
    event: event.event,
    at: happenedAt({
      client,
      sent: undefined,
      receivedAt: arrival.receivedAt,
      // Our own clocks are right, and what our own modules know of the past is the past.
      history: true,
    }),
    receivedAt: arrival.receivedAt,
    identifiers,
    ...(event.personId === undefined ? {} : { personId: event.personId }),
    links: (event.links ?? []).flatMap((link) => {
      const [a, b] = usable([link.a, link.b])
      return a && b ? [{ a, b }] : []
    }),
    properties,
    traits,
    source: arrival.source,
    channel: event.channel ?? arrival.channel,
    history,
  }
}
