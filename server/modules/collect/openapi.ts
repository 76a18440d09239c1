import type { PathItems } from '#platform/module.ts'
import { HOOK_PATH } from './hooks.ts'
import type { Endpoint } from './dialects/dialect.ts'
import { DIALECTS, WIRE_DIALECTS } from './dialects/registry.ts'
import type { WireDialect } from './dialects/registry.ts'

const JSON_BODY = 'application/json'
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

const ACCEPTED = {
  type: 'object',
  required: ['success', 'accepted', 'refused', 'position'],
  properties: {
    success: { type: 'boolean' },
    status: { type: 'integer' },
    accepted: { type: 'integer', description: 'events kept; they outlive a power cut' },
    refused: {
      type: 'array',
      description: 'events that cannot be taken, each kept whole among the dead letters',
      items: {
        type: 'object',
        required: ['index', 'field', 'reason'],
        properties: {
          index: { type: 'integer', description: 'place in the batch, from 0' },
          field: { type: 'string' },
          reason: { type: 'string', description: 'in the language of Accept-Language' },
          messageId: { type: 'string' },
        },
      },
    },
    position: { type: 'string', description: 'for GET /api/settled' },
  },
}

const RESPONSES = {
  200: { description: 'Kept', content: { [JSON_BODY]: { schema: ACCEPTED } } },
  400: problem('The body cannot be read as events'),
  401: problem('The write key is missing, unknown or revoked'),
  413: problem('Larger than a request may be'),
  503: problem('Too much is waiting, or the store is away: send again after Retry-After'),
}

const EVENT = {
  type: 'object',
  description: 'a call of the Segment specification',
  properties: {
    type: { enum: ['track', 'identify', 'page', 'screen', 'alias', 'group'] },
    messageId: { type: 'string', description: 'a repeat of it is the same event' },
    event: { type: 'string' },
    timestamp: { type: 'string', format: 'date-time' },
    anonymousId: { type: 'string' },
    userId: { type: 'string' },
    previousId: { type: 'string' },
    properties: { type: 'object' },
    traits: { type: 'object' },
    context: { type: 'object' },
  },
}
const BATCH = {
  type: 'object',
  required: ['batch'],
  properties: {
    batch: { type: 'array', items: EVENT },
    sentAt: { type: 'string', format: 'date-time' },
    writeKey: { type: 'string' },
  },
}

/** Segment's form is the one that programs are written against; the others are what their SDKs send. */
const bodyOf = (dialect: WireDialect, path: string) =>
  dialect === 'segment' ? (/^\/v1\/(batch|b|import)$/.test(path) ? BATCH : EVENT) : {}

function operation(dialect: WireDialect, endpoint: Endpoint, path: string, method: string) {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name)
  return {
    servers: [{ url: '/' }],
    tags: ['collector'],
    operationId: `${method} ${path}`.replaceAll(/[^A-Za-z0-9]+/g, '_'),
    summary:
      endpoint.kind === 'answer'
        ? `What SDKs of ${dialect} ask before they send`
        : `Events as SDKs of ${dialect} send them`,
    security: [{ writeKey: [] }, { apiKey: [] }],
    ...(names.length === 0
      ? {}
      : {
          parameters: names.map((name) => ({
            name,
            in: 'path',
            required: true,
            schema: { type: 'string' },
          })),
        }),
    ...(endpoint.kind === 'events' && method === 'post'
      ? {
          requestBody: {
            required: true,
            content: { [JSON_BODY]: { schema: bodyOf(dialect, path) } },
          },
        }
      : {}),
    responses:
      endpoint.kind === 'answer'
        ? { 200: { description: 'What the SDK wants to hear' } }
        : RESPONSES,
  }
}

const TOKEN = [{ name: 'token', in: 'path', required: true, schema: { type: 'string' } }]
const hookCall = (id: string, summary: string) => ({
  ...{ servers: [{ url: '/' }], tags: ['collector'], operationId: id, summary },
  // The address itself is the secret; a signature is as each webhook says.
  ...{ security: [], parameters: TOKEN },
})
const HOOK = {
  ...hookCall(
    'post_v1_hooks_token',
    'What another system pushes, read by the mapping of its webhook',
  ),
  requestBody: {
    required: true,
    content: { [JSON_BODY]: {}, 'application/xml': {}, 'application/x-www-form-urlencoded': {} },
  },
  responses: {
    200: { description: 'Kept; the body is what the webhook is set to answer' },
    400: problem('Neither JSON nor XML nor a form'),
    401: problem('The signature is not what the webhook wants'),
    404: problem('No webhook has this address, or it was revoked'),
    ...{ 413: RESPONSES[413], 503: RESPONSES[503] },
  },
}
const HOOK_ASKED = {
  ...hookCall(
    'get_v1_hooks_token',
    'Answers echostr or challenge, by which senders verify an address',
  ),
  responses: { 200: { description: 'The same word' }, 404: problem('No webhook has this address') },
}

/** The collector's addresses, for the document that outsiders read. */
export function collectorPaths(): PathItems {
  const items: Record<string, Record<string, object>> = {}
  for (const dialect of WIRE_DIALECTS)
    for (const endpoint of DIALECTS[dialect].endpoints)
      for (const path of endpoint.paths)
        for (const method of endpoint.methods.map((name) => name.toLowerCase())) {
          const at = path.replaceAll(/:(\w+)/g, '{$1}')
          const item = (items[at] ??= {})
          // Where families share an address, the plain one stands for it: it is the last.
          item[method] = operation(dialect, endpoint, path, method)
        }
  items[HOOK_PATH.replace(':token', '{token}')] = { post: HOOK, get: HOOK_ASKED }
  return items
}
