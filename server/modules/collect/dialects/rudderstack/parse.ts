import type { Arrival, Decoded } from '../../model/decoded.ts'
import { idText } from '../../model/identifiers.ts'
import type { Kept } from '../dialect.ts'
import { objectOf } from '../read.ts'
import { parseSegment } from '../segment/parse.ts'
import { isObject } from '../wrap.ts'

/** RudderStack's events are Segment's, with a few things said in other places. */
export const parseRudderStack = (kept: Kept, arrival: Arrival, textBytes: number): Decoded =>
  parseSegment({ ...kept, batch: kept.batch.map(asSegment) }, arrival, textBytes)

/** Never deeper than it came, so that what is too deep is refused as that. */
function asSegment(raw: unknown): unknown {
  if (!isObject(raw)) return raw
  const context = objectOf(raw.context)
  const session = idText(context.sessionId)
  const own = raw.type === 'group' ? raw.traits : raw.properties
  if (own !== undefined && own !== null && !isObject(own)) return raw
  const properties: Record<string, unknown> = { ...own }
  if (session !== undefined) properties.session_id ??= session
  // Milliseconds, where ours are seconds.
  if (raw.event === 'Page Unloaded' && typeof properties.timeOnPage === 'number')
    properties.duration_s ??= properties.timeOnPage / 1_000
  return raw.type === 'group' ? { ...raw, traits: properties } : { ...raw, properties }
}
