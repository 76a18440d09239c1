import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupCommit } from './group-commit.ts'

test('one alone is written at once; what comes meanwhile is written together', async () => {
  const groups: number[][] = []
  const write = groupCommit(
    async (group: readonly number[]) => {
      groups.push([...group])
      await sleep(5)
      return group.map((n) => n * 2)
    },
    { atOnce: 1, most: 10 },
  )
  const answers = await Promise.all(Array.from({ length: 25 }, (_, n) => write(n)))
  expect(answers).toEqual(Array.from({ length: 25 }, (_, n) => n * 2))
  expect(groups.map((group) => group.length)).toEqual([1, 10, 10, 4])
})

test('one that cannot be written costs nobody else, and hears its own fault', async () => {
  const write = groupCommit(
    async (group: readonly number[]) => {
      await sleep(1)
      if (group.includes(7)) throw new Error(`no ${group.length}`)
      return group
    },
    { atOnce: 2, most: 100 },
  )
  const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => write(n)))
  expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  expect(answers[7]).toMatchObject({ reason: new Error('no 1') })
  await expect(write(8)).resolves.toBe(8)
})

test('whatever comes when, each is written once, answered its own, and never in more groups than may be', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 5 }),
      async (pauses, atOnce, most) => {
        const written: number[] = []
        let underWay = 0
        const write = groupCommit(
          async (group: readonly number[]) => {
            expect(++underWay).toBeLessThanOrEqual(atOnce)
            expect(group.length).toBeLessThanOrEqual(most)
            await sleep(1)
            written.push(...group)
            underWay--
            return group
          },
          { atOnce, most },
        )
        const asked: Promise<number>[] = []
        for (const [n, pause] of pauses.entries()) {
          if (pause > 1) await sleep(pause - 1)
          asked.push(write(n))
        }
        expect(await Promise.all(asked)).toEqual(pauses.map((_, n) => n))
        expect(written.toSorted((a, b) => a - b)).toEqual(pauses.map((_, n) => n))
      },
    ),
    { numRuns: 60 },
  )
})
