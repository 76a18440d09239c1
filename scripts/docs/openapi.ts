import { readFileSync } from 'node:fs'
import { openApiDocument } from '#platform/http/openapi.ts'
import { z } from 'zod'
import { modules } from '../../server/modules.ts'
import { at } from '../lib/paths.mjs'
import type { Page } from './page.ts'

/** The document that a running server answers at /api/openapi.json, for reviews and for readers. */
export async function openApiPage(): Promise<Page> {
  const manifest: unknown = JSON.parse(readFileSync(at('package.json'), 'utf8'))
  const { version } = z.object({ version: z.string() }).parse(manifest)
  const document = await openApiDocument(modules, version)
  return { file: 'openapi.json', text: `${JSON.stringify(document, undefined, 2)}\n` }
}
