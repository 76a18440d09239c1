import type { Dialect, EventsEndpoint, Sent, Wrapped } from '../dialect.ts'
import { pixelReply } from '../gif.ts'
import { parseSegment } from '../segment/parse.ts'
import { isObject, wrapped } from '../wrap.ts'

/** What of the query is the event itself; the rest are its properties. */
const OF_THE_EVENT = [
  ...['event', 'userId', 'anonymousId', 'messageId', 'timestamp', 'channel'],
] as const
const KEYS = ['writeKey', 'token', 'data', 'compression']

/** `<img src="…/v1/pixel.gif?writeKey=…&event=Email Opened&userId=u-1&campaign_id=7">`: a query is an event. */
function unwrap({ value, queries }: Sent): Wrapped {
  if (value !== undefined)
    return isObject(value)
      ? wrapped([{ type: 'track', ...value }])
      : { kind: 'bad', field: 'data', reason: 'must be a JSON object' }
  const { ...properties } = queries()
  const event: Record<string, unknown> = { type: 'track' }
  for (const name of OF_THE_EVENT) {
    if (properties[name] !== undefined) event[name] = properties[name]
    delete properties[name]
  }
  for (const key of KEYS) delete properties[key]
  return wrapped([{ ...event, properties }])
}

const image: EventsEndpoint = {
  kind: 'events',
  methods: ['GET'],
  paths: ['/v1/pixel.gif'],
  unwrap,
  answer: pixelReply,
}

/** For mails, messages and pages that may load a picture and run nothing. */
export const pixel: Dialect = { endpoints: [image], parse: parseSegment }
