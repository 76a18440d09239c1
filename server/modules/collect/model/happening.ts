import type { CanonicalEvent } from '#platform/event.ts'

/**
 * What more than one sender may tell of: an order is paid once, whether the shop's system says so by
 * API, a browser by its SDK, a webhook or a file, and whoever is first.
 */
const HAPPENINGS: ReadonlyMap<
  string,
  { by: 'order_id' | 'refund_id'; id: (of: string) => string }
> = new Map([
  ['order_submitted', { by: 'order_id', id: (order) => `order:${order}:submitted` }],
  ['order_paid', { by: 'order_id', id: (order) => `order:${order}:paid` }],
  ['order_cancelled', { by: 'order_id', id: (order) => `order:${order}:cancelled` }],
  ['refund_completed', { by: 'refund_id', id: (refund) => `refund:${refund}` }],
])

/** As long as commerce takes ids; what is longer names no order of anybody's. */
const MAX_ID = 128

/** `undefined`: nobody else can tell of it, or it does not say which order or refund it is about. */
export function happeningOf(
  event: string,
  properties: Readonly<Record<string, unknown>>,
): string | undefined {
  const kind = HAPPENINGS.get(event)
  if (!kind) return undefined
  const given = properties[kind.by]
  const id = typeof given === 'number' ? String(given) : given
  if (typeof id !== 'string') return undefined
  const trimmed = id.trim()
  return trimmed === '' || trimmed.length > MAX_ID ? undefined : kind.id(trimmed)
}

const OURS = 'own:'
/** Ids under which we count: a sender's own id must not take the place of an order nobody told of. */
const RESERVED = /^(?:order|refund|own|sent):/

/**
 * Such an event counts under the id of what happened, and keeps the id of this telling beside it
 * (`toldAs`). Events of our own carry that id already; a sender who makes one up gets another.
 */
export function underItsHappening(event: CanonicalEvent, own: boolean): CanonicalEvent {
  const happening = happeningOf(event.event, event.properties)
  const told = own ? ours(event.messageId, happening) : senders(event.messageId)
  if (happening !== undefined) return { ...event, messageId: happening, toldAs: told }
  return told === event.messageId ? event : { ...event, messageId: told }
}

/** Whoever records an order that it has not stored itself tells of it as any sender does. */
const ours = (messageId: string, happening: string | undefined): string =>
  messageId === happening ? OURS + messageId : messageId

const senders = (messageId: string): string =>
  RESERVED.test(messageId) ? `sent:${messageId}` : messageId

/** Told by a verb of ours, which has stored already whatever it tells. */
export const toldByUs = ({ toldAs }: CanonicalEvent): boolean => toldAs?.startsWith(OURS) === true
