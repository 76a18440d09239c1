import { unreachable } from '#kernel/assert.ts'
import { underItsHappening } from './happening.ts'
import { decodeOwn } from './own.ts'
import { decodeSegment } from './segment.ts'
import type { Arrival, Decoded } from './segment.ts'

/** How the text of an inbox row is read. A new SDK family is a new dialect, and a file beside this. */
export const DIALECTS = ['segment', 'own'] as const
export type Dialect = (typeof DIALECTS)[number]

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
  const { events, refused } = inDialect(dialect, body, textBytes, arrival)
  const own = dialect === 'own'
  return { events: events.map((event) => event && underItsHappening(event, own)), refused }
}

function inDialect(dialect: Dialect, body: unknown, textBytes: number, arrival: Arrival): Decoded {
  switch (dialect) {
    case 'segment':
      return decodeSegment(body, arrival, textBytes)
    case 'own':
      return decodeOwn(body, arrival)
    default:
      return unreachable(dialect)
  }
}

/** The events of a body as they were sent, for people who look for what went wrong. */
export function rawEvents(dialect: Dialect, text: string): unknown[] {
  const body: unknown = JSON.parse(text)
  return dialect === 'segment' ? (body as { batch: unknown[] }).batch : (body as unknown[])
}
