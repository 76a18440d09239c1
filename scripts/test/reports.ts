import { existsSync, readFileSync, rmSync } from 'node:fs'
import { z } from 'zod'
import type { Tally } from './tally.ts'

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
})

/** Counts tests; a file that failed outside its tests (import, hook, crash) counts as one more. */
export function countVitest(report: unknown): Tally {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    VitestReport.parse(report)
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
    notes: broken.map(({ name, message }) => `${name}: ${message || 'did not finish'}`),
  }
}

const PlaywrightReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
  errors: z.array(z.object({ message: z.string().optional() })).optional(),
})

/** A test that passed only on a second try has failed: nothing here may depend on luck. */
export function countPlaywright(report: unknown): Tally {
  const { stats, errors = [] } = PlaywrightReport.parse(report)
  const real = errors.filter(({ message }) => !message?.includes('No tests found'))
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + real.length,
    skipped: stats.skipped,
    notes: real.map(({ message }) => `Playwright: ${message ?? 'unnamed error'}`),
  }
}

/** A runner's JSON report, read once; `undefined` when it did not come to write one. */
export function takeReport(file: string): unknown {
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    // Swallowed because half a report is what a crash leaves, and is told as one.
    return undefined
  } finally {
    rmSync(file)
  }
}
