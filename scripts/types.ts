import { existsSync } from 'node:fs'
import { filesIn } from './lib/files.ts'
import { at } from './lib/paths.mjs'
import { runTool } from './lib/tool.ts'

/** One per runtime: Node, the browser of operators, that of consumers, what customers embed. */
const CONFIGS = [
  'tsconfig.json',
  'tsconfig.console.json',
  'tsconfig.pages.json',
  'tsconfig.sdk.json',
]

/** Whether the whole tree type-checks; what does not is printed. */
export function types(): boolean {
  const present = CONFIGS.filter((file) => existsSync(at(file)) && hasFiles(file))
  return present.map((file) => runTool('tsc', ['-p', file, '--noEmit'])).every(Boolean)
}

/** TypeScript calls a configuration that finds no file an error; here it is work yet to come. */
function hasFiles(config: string): boolean {
  if (config !== 'tsconfig.sdk.json') return true
  return existsSync(at('sdk')) && filesIn(at('sdk')).some((file) => file.endsWith('.ts'))
}

if (import.meta.main) process.exitCode = types() ? 0 : 1
