import { expect, test } from 'vitest'
import { previewOf, runEach } from './bulk-job.ts'
import type { BulkJob } from './bulk-job.ts'

const job = (rows: readonly number[]): BulkJob<number> => ({
  ...{ title: '', verb: '', rows, nameOf: String, consequences: () => [] },
  skips: (n) => (n % 2 === 0 ? undefined : 'odd'),
  act: async () => undefined,
})

test('the preview says what is done to whom, and who is left out and why', () =>
  expect(previewOf(job([1, 2, 3, 4]))).toEqual({
    does: [2, 4],
    skipped: [{ why: 'odd', rows: [1, 3] }],
  }))

test('a refusal of one row stops no other', async () => {
  const steps: number[] = []
  const act = async (n: number) => {
    if (n === 2) throw new Error('no')
  }
  const { done, failed } = await runEach([1, 2, 3], act, (n) => steps.push(n))
  expect(done).toEqual([1, 3])
  expect(failed.map(({ row }) => row)).toEqual([2])
  expect(steps).toEqual([1, 2, 3])
})
