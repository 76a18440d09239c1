import { rmSync } from 'node:fs'
import { at } from '../lib/paths.mjs'
import { runNode } from '../lib/tool.ts'
import { countVitest, readReport } from './reports.ts'
import { settle, type Tally } from './tally.ts'

const REPORT = at('dist', 'test', 'vitest.json')

/** Runs the suites (all when none is named), or only the files whose path contains one of these. */
export async function runSuites(
  suites: readonly string[],
  paths: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Tally> {
  rmSync(REPORT, { force: true })
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
  const report = readReport(REPORT)
  return settle('Vitest', exitCode, report === undefined ? undefined : countVitest(report))
}
