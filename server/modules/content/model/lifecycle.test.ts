import { expect, test } from 'vitest'
import { ACTS, LIFECYCLE, STATUSES } from './lifecycle.ts'

const CASES = STATUSES.flatMap((status) => ACTS.map((act) => [status, act] as const))

test.each(CASES)('%s × %s leads to a status, to nothing, or is refused', (status, act) => {
  expect([...STATUSES, 'no_change', 'refused']).toContain(LIFECYCLE[status][act])
})

test('what is archived comes back only as a draft', () => {
  const ways = ACTS.map((act) => LIFECYCLE.archived[act]).filter((next) =>
    (STATUSES as readonly string[]).includes(next),
  )
  expect(ways).toEqual(['draft'])
})

test('every status can be reached from a draft', () => {
  const reached = new Set<string>(['draft'])
  for (let i = 0; i < STATUSES.length; i++)
    for (const status of STATUSES)
      if (reached.has(status)) for (const act of ACTS) reached.add(LIFECYCLE[status][act])
  expect(STATUSES.every((status) => reached.has(status))).toBe(true)
})
