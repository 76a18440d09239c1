import { architecture } from './architecture.ts'
import { at } from './lib/paths.mjs'
import { runNode } from './lib/tool.ts'
import { lint } from './lint.ts'
import { runSuites } from './test/vitest.ts'
import { types } from './types.ts'

/** Properties are tried harder here than in `npm test`. */
const RUNS = process.env.SIYU_RUNS ?? '2000'

const unit = async () => {
  const { failed } = await runSuites(['unit'], [], { SIYU_RUNS: RUNS })
  return failed === 0
}

/** In a process of its own: it loads the server, and a server that does not load is a finding. */
const script = async (name: string, ...args: string[]) =>
  (await runNode([at('scripts', name), ...args])) === 0

const CHECKS: Readonly<Record<string, () => boolean | Promise<boolean>>> = {
  types,
  lint,
  architecture,
  docs: () => script('docs.ts', '--check'),
  examples: () => script('docs-check.ts'),
  unit,
}

let failed = 0
for (const [name, check] of Object.entries(CHECKS)) {
  const began = performance.now()
  const passed = await check()
  if (!passed) failed += 1
  const seconds = ((performance.now() - began) / 1_000).toFixed(1)
  console.log(`${passed ? '✓' : '✗'} ${name} ${seconds} s`)
}
process.exitCode = failed === 0 ? 0 : 1
