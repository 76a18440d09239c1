import { idText } from '../../model/identifiers.ts'
import type { Dialect, EventsEndpoint, Reply, Sent, Told, Wrapped } from '../dialect.ts'
import { objectOf } from '../read.ts'
import { batchOf, isObject, wrapped } from '../wrap.ts'
import { CONFIG_ENDPOINTS } from './config.ts'
import { parsePostHog } from './parse.ts'

/** `{api_key, batch: […], sent_at}` of today; a list or a single event of older SDKs. */
function unwrap({ value, text }: Sent): Wrapped {
  if (Array.isArray(value)) return wrapped(value)
  if (!isObject(value)) return { kind: 'bad', field: '', reason: 'must be a JSON object or list' }
  if (!('batch' in value)) return wrapped([value], { api_key: idText(value.api_key) })
  const batch = batchOf(text, value)
  // Migrations from elsewhere: old times are the truth, and nothing is triggered.
  const isHistory = value.historical_migration === true
  return batch.kind === 'batch' && isHistory ? { ...batch, history: true } : batch
}

const bothWays = (path: string): string[] => [path, `${path}/`]

const capture: EventsEndpoint = {
  kind: 'events',
  methods: ['GET', 'POST'],
  paths: ['/e', '/i/v0/e', '/batch', '/capture', '/track', '/engage'].flatMap(bothWays),
  unwrap,
}

/** Capture v1 tells the fate of each event by its uuid, and what SDK sent it in headers. */
const captureV1: EventsEndpoint = {
  kind: 'events',
  methods: ['POST'],
  paths: ['/i/v1/analytics/events'],
  unwrap: ({ value, header }) => {
    if (!isObject(value) || !Array.isArray(value.batch))
      return { kind: 'bad', field: 'batch', reason: 'must be a list of events' }
    const sentAt = header('posthog-request-timestamp') ?? idText(value.created_at)
    return wrapped(value.batch, { sent_at: sentAt, sdk: header('posthog-sdk-info') })
  },
  answer: ({ refused, value }: Told): Reply => {
    const reasons = new Map(
      refused.map(({ index, field, reason }) => [index, `${field} ${reason}`]),
    )
    const results = value.batch.flatMap((event, index) => {
      const uuid = idText(objectOf(event).uuid)
      const details = reasons.get(index)
      return uuid === undefined
        ? []
        : [[uuid, details === undefined ? { result: 'ok' } : { result: 'drop', details }] as const]
    })
    return { body: { results: Object.fromEntries(results) } }
  },
}

export const posthog: Dialect = {
  endpoints: [capture, captureV1, ...CONFIG_ENDPOINTS],
  parse: parsePostHog,
}
