import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { filesIn } from '../lib/files.ts'
import { at, ROOT } from '../lib/paths.mjs'
import type { Aliases } from './resolve.ts'
import { readSource, type Source } from './source.ts'

const READABLE = /\.([mc]?[jt]sx?|sql)$/

/** Every script and SQL file of the repository, read once. */
export const readSources = (): Source[] =>
  filesIn(ROOT)
    .filter((path) => READABLE.test(path))
    .map((path) => readSource(path, readFileSync(at(path), 'utf8')))

/** The aliases Node itself uses. */
export function readAliases(): Aliases {
  const manifest: unknown = JSON.parse(readFileSync(at('package.json'), 'utf8'))
  return z.object({ imports: z.record(z.string(), z.string()) }).parse(manifest).imports
}
