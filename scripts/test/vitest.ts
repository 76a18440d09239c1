import { at } from '../lib/paths.mjs'
import { runNode } from '../lib/tool.ts'
import { countVitest, takeReport } from './reports.ts'
import { settle, type Tally } from './tally.ts'

const REPORT = at('dist', 'test', `vitest-${process.pid}.json`)

/** Runs the suites (all when none is named), or only the files whose path contains one of these. */
export async function runSuites(
  suites: readonly string[],
  paths: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Tally> {
  const exitCode = await runNode(
    [
      at('node_modules', 'vitest', 'vitest.mjs'),
      'run',
      ...paths,
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${REPORT}`,
    ],
    { ...env, SIYU_SUITES: suites.join(',') },
  )
  const report = takeReport(REPORT)
  return settle('Vitest', exitCode, report === undefined ? undefined : countVitest(report))
}
