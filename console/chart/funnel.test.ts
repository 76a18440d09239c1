import { expect, test } from 'vitest'
import { funnelRows } from './funnel.ts'

test('each step is told against the first and against the one before', () => {
  const rows = funnelRows([
    { name: '扫码', people: 200 },
    { name: '添加', people: 100 },
    { name: '下单', people: 25 },
  ])
  expect(rows.map(({ ofFirst, ofPrevious, lost }) => [ofFirst, ofPrevious, lost])).toEqual([
    [1, 1, 0],
    [0.5, 0.5, 100],
    [0.125, 0.25, 75],
  ])
})

test('a funnel nobody entered claims no rate', () =>
  expect(funnelRows([{ name: '扫码', people: 0 }])[0]).toMatchObject({
    ofFirst: undefined,
    ofPrevious: undefined,
  }))
