import type { Asked, Dialect, Endpoint, Sent } from '../dialect.ts'
import { batchOf, oneOf } from '../wrap.ts'
import { parseSegment } from './parse.ts'

/** Segment's HTTP API: one call a path; the browser SDK uses the first letters. */
const CALLS = ['track', 'identify', 'page', 'screen', 'alias', 'group'] as const

const single = (call: (typeof CALLS)[number]): Endpoint => ({
  kind: 'events',
  methods: ['POST'],
  paths: [`/v1/${call}`, `/v1/${call.charAt(0)}`],
  unwrap: ({ value }) => oneOf(value, { type: call }),
})

const batch: Endpoint = {
  kind: 'events',
  methods: ['POST'],
  paths: ['/v1/batch', '/v1/b'],
  unwrap: ({ text, value }) => batchOf(text, value),
}

/** History from a server: the times are the truth, and nothing is triggered. */
const history: Endpoint = {
  kind: 'events',
  methods: ['POST'],
  paths: ['/v1/import'],
  unwrap: ({ text, value }: Sent) => {
    const wrapped = batchOf(text, value)
    return wrapped.kind === 'batch' ? { ...wrapped, history: true } : wrapped
  },
}

/** The browser SDK's own metrics: not ours to keep. */
const metrics: Endpoint = {
  kind: 'answer',
  methods: ['POST'],
  paths: ['/v1/m'],
  answer: () => ({ body: { success: true, status: 1 } }),
}

/** Without it the browser SDK sends nothing at all: it says where to send. */
const settings: Endpoint = {
  kind: 'answer',
  methods: ['GET'],
  paths: ['/v1/projects/:key/settings'],
  answer: (asked: Asked, publicUrl: string) => {
    const { host, protocol } = new URL(publicUrl)
    const apiKey = asked.param('key')
    const ours = { apiKey, apiHost: `${host}/v1`, protocol: protocol.slice(0, -1) }
    return { body: { integrations: { 'Segment.io': ours } } }
  },
}

export const segment: Dialect = {
  endpoints: [...CALLS.map(single), batch, history, metrics, settings],
  parse: parseSegment,
}
