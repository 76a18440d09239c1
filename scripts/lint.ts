import { architecture } from './architecture.ts'
import { runTool } from './lib/tool.ts'

/** Whether the linter and the formatter agree with the tree. */
export function lint(): boolean {
  const rules = runTool('oxlint', ['--type-aware', '--quiet'])
  const format = runTool('oxfmt', ['--check'])
  return rules && format
}

if (import.meta.main) {
  const results = [lint(), architecture()]
  process.exitCode = results.every(Boolean) ? 0 : 1
}
