import { expect, test } from 'vitest'
import { sideBySide } from './attribution-rows.ts'

const row = (key: string, netFen: number) => ({
  key,
  label: key,
  orders: 1,
  people: 1,
  netFen,
  sharePercent: 50,
})

test('a key that only one model credits stands beside nothing', () => {
  expect(sideBySide([row('a', 100)], [row('b', 70)])).toMatchObject([
    { key: 'a', last: undefined, differenceFen: -100 },
    { key: 'b', first: undefined, differenceFen: 70 },
  ])
})

test('orders without a touch come last, however many', () => {
  const rows = sideBySide([row('', 900), row('a', 1)], [row('', 900), row('a', 1)])
  expect(rows.map(({ key }) => key)).toEqual(['a', ''])
})
