/** What a part of the run came to. */
export interface Tally {
  passed: number
  failed: number
  skipped: number
  /** Sentences for the end of the output: why something was skipped or counts as failed. */
  notes: readonly string[]
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0, notes: [] }

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
  notes: [...a.notes, ...b.notes],
})

/** Types, lint and architecture count as one test each. */
export const one = (passed: boolean): Tally => ({
  ...NOTHING,
  passed: passed ? 1 : 0,
  failed: passed ? 0 : 1,
})

/**
 * A runner that ended badly without naming a failed test, or that found no test at all, is a
 * failure: silence must never look like success.
 */
export function settle(runner: string, exitCode: number, counted: Tally | undefined): Tally {
  if (!counted) {
    return {
      ...NOTHING,
      failed: 1,
      notes: [`${runner} crashed with exit code ${exitCode} and left no report`],
    }
  }
  const { passed, failed, skipped } = counted
  const failure = (note: string) => add(counted, { ...NOTHING, failed: 1, notes: [note] })
  if (passed + failed + skipped === 0) return failure(`${runner} found no tests`)
  if (exitCode !== 0 && failed === 0) return failure(`${runner} ended with exit code ${exitCode}`)
  return counted
}

/** The last line of `npm test`, which other programs read. */
export function lastLine({ passed, failed, skipped }: Tally): string {
  const line = `${passed} passed, ${failed} failed`
  return skipped > 0 ? `${line}, ${skipped} skipped` : line
}
