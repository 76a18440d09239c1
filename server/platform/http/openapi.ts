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
  return generator.generate(router as never, {
    info: { title: 'Siyu', version, license: { name: 'Apache-2.0' } },
    servers: [{ url: '/api' }],
    components: {
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } },
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
}
