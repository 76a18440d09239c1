import { existsSync } from 'node:fs'
import { at } from './lib/paths.mjs'
import { runTool } from './lib/tool.ts'

/** One per runtime: Node, the browser of operators and consumers, what customers embed. */
const CONFIGS = ['tsconfig.json', 'tsconfig.console.json', 'tsconfig.sdk.json']

/** Whether the whole tree type-checks; what does not is printed. */
export function types(): boolean {
  const present = CONFIGS.filter((file) => existsSync(at(file)) && hasInput(file))
  return present.map((file) => runTool('tsc', ['-p', file, '--noEmit'])).every(Boolean)
}

/** TypeScript calls a configuration without files an error; here it is a folder yet to come. */
function hasInput(file: string): boolean {
  return file !== 'tsconfig.sdk.json' || existsSync(at('sdk'))
}

if (import.meta.main) process.exitCode = types() ? 0 : 1
