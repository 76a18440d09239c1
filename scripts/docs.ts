import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { readAliases, readSources } from './architecture/sources.ts'
import { moduleMap } from './docs/module-map.ts'
import type { Page } from './docs/page.ts'
import { at } from './lib/paths.mjs'

/** Every page that is derived from the tree. */
function pages(): Page[] {
  return [moduleMap(readSources(), readAliases())]
}

/** Writes docs/generated, or only compares it; true when every page is up to date afterwards. */
export function docs({ write }: { write: boolean }): boolean {
  const stale = pages().filter(({ file, text }) => {
    const path = at('docs', 'generated', file)
    return !existsSync(path) || readFileSync(path, 'utf8') !== text
  })
  for (const { file, text } of stale) {
    if (!write) console.log(`docs/generated/${file} is out of date: npm run docs`)
    if (!write) continue
    const path = at('docs', 'generated', file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    console.log(`docs/generated/${file}`)
  }
  return write || stale.length === 0
}

if (import.meta.main) {
  const write = !process.argv.includes('--check')
  process.exitCode = docs({ write }) ? 0 : 1
}
