import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { Module } from '../module.ts'

/** OpenAPI 3.1 of every route, from the contracts that also validate and type them. */
export async function openApiDocument(modules: readonly Module[], version: string) {
  const generator = new OpenAPIGenerator({
    schemaConverters: [new ZodToJsonSchemaConverter()],
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
