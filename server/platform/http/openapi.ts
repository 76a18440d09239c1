import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { z } from 'zod'
import type { Module } from '../module.ts'

const COMPONENTS = '#/components/schemas/'

/** Schemas with a name (`.meta({ id })`), recursive ones among them, stand once and are referred to. */
function namedSchemas(): Record<string, object> {
  const { schemas } = z.toJSONSchema(z.globalRegistry, {
    uri: (id) => `${COMPONENTS}${id}`,
    io: 'input',
    unrepresentable: 'any',
  })
  // What several of them share stands under `__shared#/$defs`, which is no OpenAPI address.
  const { __shared, ...named } = JSON.parse(
    JSON.stringify(schemas).replaceAll('__shared#/$defs/', 'Shared_'),
  ) as Record<string, Record<string, object>>
  const shared = Object.entries(__shared?.$defs ?? {}).map(([id, schema]) => [
    `Shared_${id}`,
    schema,
  ])
  const own = Object.entries(named).map(([id, schema]) => [
    id,
    Object.fromEntries(
      Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id'),
    ),
  ])
  return Object.fromEntries([...own, ...shared]) as Record<string, object>
}

const STORE = {
  type: 'object',
  properties: { status: { enum: ['ok', 'down'] }, kind: { enum: ['embedded', 'server'] } },
}
const REPORT = {
  type: 'object',
  properties: {
    status: { enum: ['ok', 'degraded'] },
    version: { type: 'string' },
    time: { type: 'string', format: 'date-time', description: 'of the server: virtual in a demo' },
    clock: { enum: ['real', 'virtual'] },
    role: { enum: ['web', 'worker', 'all'] },
    stores: { type: 'object', properties: { postgres: STORE, clickhouse: STORE } },
    inbox: {
      type: 'object',
      properties: {
        pending: { type: 'integer', description: 'batches' },
        oldestAgeMs: { type: 'integer' },
      },
    },
  },
}
const report = (description: string) => ({
  description,
  content: { 'application/json': { schema: REPORT } },
})
const HEALTH = {
  get: {
    servers: [{ url: '/' }],
    operationId: 'health',
    summary: 'Version, time, state of each store, what waits in the inbox',
    security: [],
    responses: { 200: report('All is well'), 503: report('A store is away') },
  },
}

/** OpenAPI 3.1 of every route, from the contracts that also validate and type them. */
export async function openApiDocument(modules: readonly Module[], version: string) {
  const generator = new OpenAPIGenerator({
    schemaConverters: [
      new ZodToJsonSchemaConverter({
        interceptors: [
          ({ schema, next }) => {
            const id = z.globalRegistry.get(schema as z.ZodType)?.id
            return id ? [true, { $ref: `${COMPONENTS}${id}` }] : next()
          },
        ],
      }),
    ],
  })
  const router = Object.fromEntries(
    modules.filter((m) => m.contract).map((m) => [m.name, m.contract]),
  )
  const document = await generator.generate(router as never, {
    info: { title: 'Siyu', version, license: { name: 'Apache-2.0' } },
    servers: [{ url: '/api' }],
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer' },
        writeKey: { type: 'http', scheme: 'basic', description: 'the write key as user name' },
      },
      schemas: {
        ...namedSchemas(),
        Problem: {
          type: 'object',
          description: 'RFC 9457 application/problem+json; every answer from 400 up has this form.',
          required: ['type', 'title', 'status', 'code'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            code: { type: 'string' },
            errors: {
              type: 'array',
              items: {
                type: 'object',
                required: ['field', 'reason'],
                properties: { field: { type: 'string' }, reason: { type: 'string' } },
              },
            },
          },
        },
      },
    },
    security: [{ apiKey: [] }],
  })
  const others = modules.flatMap((module) => Object.entries(module.paths?.() ?? {}))
  return {
    ...document,
    paths: { ...document.paths, '/health': HEALTH, ...Object.fromEntries(others) },
  }
}
