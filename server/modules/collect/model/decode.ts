import { unreachable } from '#kernel/assert.ts'
import { underItsHappening } from './happening.ts'
import { decodeOwn } from './own.ts'
import { decodeSegment } from './segment.ts'
import type { Arrival, Decoded } from './segment.ts'

/** How the text of an inbox row is read. A new SDK family is a new dialect, and a file beside this. */
export const DIALECTS = ['segment', 'own'] as const
export type Dialect = (typeof DIALECTS)[number]

/** What was sent → events in one form, and what cannot be taken with the reason. Pure. */
export function decode(dialect: Dialect, text: string, arrival: Arrival): Decoded {
  const { events, refused } = inDialect(dialect, text, arrival)
  const own = dialect === 'own'
  return { events: events.map((event) => event && underItsHappening(event, own)), refused }
}

function inDialect(dialect: Dialect, text: string, arrival: Arrival): Decoded {
  const body: unknown = JSON.parse(text)
  switch (dialect) {
    case 'segment':
      return decodeSegment(body, arrival, text.length)
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
