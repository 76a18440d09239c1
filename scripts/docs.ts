import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { readAliases, readSources } from './architecture/sources.ts'
import { moduleMap } from './docs/module-map.ts'
import { openApiPage } from './docs/openapi.ts'
import type { Page } from './docs/page.ts'
import { tablesPage } from './docs/tables.ts'
import { at } from './lib/paths.mjs'

/** Every page that is derived from the tree. */
async function pages(): Promise<Page[]> {
  return [moduleMap(readSources(), readAliases()), await openApiPage(), await tablesPage()]
}

/** Writes docs/generated, or only compares it; true when every page is up to date afterwards. */
export async function docs({ write }: { write: boolean }): Promise<boolean> {
  const made = await pages()
  const stale = made.filter(({ file, text }) => {
    const path = at('docs', 'generated', file)
    return !existsSync(path) || readFileSync(path, 'utf8') !== text
  })
  for (const { file, text } of stale) {
    const path = at('docs', 'generated', file)
    if (write) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
    console.log(`docs/generated/${file} ${write ? 'written' : 'is out of date: npm run docs'}`)
  }
  return write || stale.length === 0
}

if (import.meta.main) {
  const write = !process.argv.includes('--check')
  process.exitCode = (await docs({ write })) ? 0 : 1
}
