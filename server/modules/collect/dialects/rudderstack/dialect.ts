import type { AnswerEndpoint, Asked, Dialect, EventsEndpoint } from '../dialect.ts'
import { batchOf, oneOf } from '../wrap.ts'
import { parseRudderStack } from './parse.ts'

/** It shares Segment's addresses; its browser SDK sends these headers, its server SDK this name. */
const speaks = ({ header }: Asked): boolean =>
  header('anonymousid') !== undefined ||
  header('sentat') !== undefined ||
  /rudder/i.test(header('user-agent') ?? '')

const CALLS = ['track', 'identify', 'page', 'screen', 'alias', 'group'] as const

const single = (call: (typeof CALLS)[number]): EventsEndpoint => ({
  kind: 'events',
  methods: ['POST'],
  paths: [`/v1/${call}`],
  speaks,
  unwrap: ({ value }) => oneOf(value, { type: call }),
})

const batch: EventsEndpoint = {
  kind: 'events',
  methods: ['POST'],
  paths: ['/v1/batch'],
  speaks,
  unwrap: ({ text, value }) => batchOf(text, value),
}

/** By `sendBeacon`: no headers, so the key is in the query and the body is called text. */
const beacon: EventsEndpoint = { ...batch, paths: ['/beacon/v1/batch'], speaks: () => true }

/** Without it the browser SDK sends nothing at all. Destinations are ours to choose: it has none. */
const sourceConfig: AnswerEndpoint = {
  kind: 'answer',
  methods: ['GET'],
  paths: ['/sourceConfig', '/sourceConfig/'],
  answer: ({ query }) => {
    const writeKey = query('writeKey') ?? ''
    const source = { id: 'siyu', name: 'siyu', writeKey, enabled: true, config: {} }
    return { body: { source: { ...source, workspaceId: 'siyu', destinations: [] } } }
  },
}

export const rudderstack: Dialect = {
  endpoints: [...CALLS.map(single), batch, beacon, sourceConfig],
  parse: parseRudderStack,
}
