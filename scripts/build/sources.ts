import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const IGNORED = new Set(['node_modules', 'dist', 'data'])
const isTest = (name: string) => /\.(test|e2e)\.tsx?$/.test(name)

/** Every file below a folder, in a stable order, relative to it; no tests, nothing hidden. */
export function filesBelow(folder: string): string[] {
  const found: string[] = []
  const walk = (relative: string) => {
    for (const entry of readdirSync(join(folder, relative), { withFileTypes: true })) {
      if (entry.name.startsWith('.') || IGNORED.has(entry.name)) continue
      const path = join(relative, entry.name)
      if (entry.isDirectory()) walk(path)
      else if (!isTest(entry.name)) found.push(path)
    }
  }
  walk('')
  return found.sort()
}

/** One hash of the names and contents of these files. */
export function hashOf(root: string, files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}
