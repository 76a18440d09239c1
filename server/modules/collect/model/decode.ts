import { DIALECTS } from '../dialects/registry.ts'
import type { WireDialect } from '../dialects/registry.ts'
import type { Kept } from '../dialects/dialect.ts'
import type { Arrival, Decoded } from './decoded.ts'
import { decodeOwn } from './own.ts'

/** How the text of an inbox row is read: as an SDK family's, or as our own modules write. */
export type Dialect = WireDialect | 'own'

/** What was sent → events in one form, and what cannot be taken with the reason. Pure. */
export function decode(dialect: Dialect, text: string, arrival: Arrival): Decoded {
  const body: unknown = JSON.parse(text)
  if (dialect === 'own') return decodeOwn(body, arrival)
  return DIALECTS[dialect].parse(body as Kept, arrival, text.length)
}

/** The events of a body as they were sent, for people who look for what went wrong. */
export function rawEvents(dialect: Dialect, text: string): readonly unknown[] {
  const body: unknown = JSON.parse(text)
  return dialect === 'own' ? (body as unknown[]) : (body as Kept).batch
}
