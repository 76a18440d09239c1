import { architecture } from './architecture.ts'
import { docsCheck } from './docs-check.ts'
import { docs } from './docs.ts'
import { lint } from './lint.ts'
import { runSuites } from './test/vitest.ts'
import { types } from './types.ts'

/** Properties are tried harder here than in `npm test`. */
const RUNS = process.env.SIYU_RUNS ?? '2000'

const unit = async () => {
  const { failed } = await runSuites(['unit'], [], { SIYU_RUNS: RUNS })
  return failed === 0
}

const CHECKS: Readonly<Record<string, () => boolean | Promise<boolean>>> = {
  types,
  lint,
  architecture,
  docs: () => docs({ write: false }),
  examples: docsCheck,
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
