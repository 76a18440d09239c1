import { expect, test } from 'vitest'
import { countPlaywright, countVitest } from './reports.ts'
import { add, lastLine, NOTHING, one, settle } from './tally.ts'

const vitest = (
  counts: Partial<Record<'Passed' | 'Failed' | 'Pending' | 'Todo', number>>,
  files: { status: string; message?: string; tests?: string[] }[] = [],
) => ({
  numPassedTests: counts.Passed ?? 0,
  numFailedTests: counts.Failed ?? 0,
  numPendingTests: counts.Pending ?? 0,
  numTodoTests: counts.Todo ?? 0,
  testResults: files.map(({ status, message = '', tests = [] }, i) => ({
    name: `file-${i}.test.ts`,
    status,
    message,
    assertionResults: tests.map((test) => ({ status: test })),
  })),
})

test('the last line has the form that other programs read', () => {
  expect(lastLine({ ...NOTHING, passed: 12 })).toBe('12 passed, 0 failed')
  expect(lastLine({ ...NOTHING, passed: 12, failed: 1, skipped: 3 })).toBe(
    '12 passed, 1 failed, 3 skipped',
  )
})

test('a check counts as one test, and parts add up', () => {
  expect(lastLine(add(one(true), add(one(false), one(true))))).toBe('2 passed, 1 failed')
})

test('tests left out or written down for later count as skipped', () => {
  expect(countVitest(vitest({ Passed: 3, Pending: 1, Todo: 1 }))).toMatchObject({
    passed: 3,
    skipped: 2,
  })
})

test('a file that could not be loaded is a failure although no test failed', () => {
  const report = vitest({ Passed: 1 }, [
    { status: 'passed', tests: ['passed'] },
    { status: 'failed', message: 'Cannot find module', tests: [] },
  ])
  expect(countVitest(report)).toMatchObject({
    passed: 1,
    failed: 1,
    notes: ['file-1.test.ts: Cannot find module'],
  })
})

test('a file with a failed test is not counted twice', () => {
  const report = vitest({ Failed: 1 }, [{ status: 'failed', tests: ['failed'] }])
  expect(countVitest(report).failed).toBe(1)
})

test('a runner that left no report has crashed', () => {
  expect(settle('Vitest', 137, undefined)).toMatchObject({ passed: 0, failed: 1 })
})

test('a runner that found nothing has failed', () => {
  expect(settle('Vitest', 0, NOTHING)).toMatchObject({ failed: 1 })
})

test('a bad exit code without a failed test is a failure', () => {
  expect(settle('Vitest', 1, { ...NOTHING, passed: 5 })).toMatchObject({ passed: 5, failed: 1 })
  expect(settle('Vitest', 1, { ...NOTHING, passed: 5, failed: 2 }).failed).toBe(2)
  expect(settle('Vitest', 0, { ...NOTHING, passed: 5 }).failed).toBe(0)
})

test('an end-to-end test that passed on the second try has failed', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 }
  expect(countPlaywright({ stats, errors: [] })).toMatchObject({
    passed: 4,
    failed: 2,
    skipped: 2,
  })
})
