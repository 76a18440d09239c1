import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const IGNORED = new Set(['node_modules', 'dist', 'data'])

/** Every file below a folder, relative to it, in a stable order; nothing hidden, built or stored. */
export function filesIn(folder: string): string[] {
  const found: string[] = []
  const walk = (below: string) => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      if (entry.name.startsWith('.') || IGNORED.has(entry.name)) continue
      const path = join(below, entry.name)
      if (entry.isDirectory()) walk(path)
      else found.push(path)
    }
  }
  walk('')
  return found.sort()
}

/** Tests live beside what they test, and may do what it may not. */
export const isTest = (path: string): boolean =>
  /\.(test|e2e|bench)\.[mc]?tsx?$/.test(path) || /(^|\/)testing(\/|\.ts$)/.test(path)
