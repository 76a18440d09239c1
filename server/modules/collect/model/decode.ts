import type { Kept } from '../dialects/dialect.ts'
import { DIALECTS } from '../dialects/registry.ts'
import type { WireDialect } from '../dialects/registry.ts'
import type { Arrival, Decoded } from './decoded.ts'
import { underItsHappening } from './happening.ts'
import { decodeOwn } from './own.ts'

/** How the text of an inbox row is read: as an SDK family's, or as our own modules write. */
export type Dialect = WireDialect | 'own'

/** What was sent → events in one form, and what cannot be taken with the reason. Pure. */
export const decode = (dialect: Dialect, text: string, arrival: Arrival): Decoded =>
  decodeBody(dialect, JSON.parse(text), text.length, arrival)

/** The same for a body that is parsed already; `textBytes` is how long it was. */
export function decodeBody(
  dialect: Dialect,
  body: unknown,
  textBytes: number,
  arrival: Arrival,
): Decoded {
  const own = dialect === 'own'
  const { events, refused } = own
    ? decodeOwn(body, arrival)
    : DIALECTS[dialect].parse(body as Kept, arrival, textBytes)
  return { events: events.map((event) => event && underItsHappening(event, own)), refused }
}

/** The events of a body as they were sent, for people who look for what went wrong. */
export function rawEvents(dialect: Dialect, text: string): readonly unknown[] {
  const body: unknown = JSON.parse(text)
  return dialect === 'own' ? (body as unknown[]) : (body as Kept).batch
}
