import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leavesOf } from './leaves.ts'
import { valueAt } from './path.ts'

test('each place of a payload is listed once, with what stands there', () => {
  const payload = {
    type: 'paid',
    buyer: { tel: '13800138000', vip: true },
    items: [
      { sku: 'A', n: 1 },
      { sku: 'B', gift: '' },
    ],
    tags: ['a', 'b'],
    note: null,
  }
  expect(leavesOf(payload).map(({ path, kind }) => `${path} ${kind}`)).toEqual([
    'type text',
    'buyer.tel text',
    'buyer.vip boolean',
    'items things',
    'items[*].sku text',
    'items[*].n number',
    'items[*].gift empty',
    'tags list',
    'note empty',
  ])
})

test('what stands inside a text of JSON is listed too', () => {
  const payload = { msg: '{"order":{"tid":"E1"}}' }
  expect(leavesOf(payload)).toEqual([{ path: 'msg.order.tid', value: 'E1', kind: 'text' }])
})

test('a place that is empty in the first thing of a list takes its kind from a later one', () => {
  expect(leavesOf({ items: [{ code: '' }, { code: 'X' }] })[1]).toEqual({
    ...{ path: 'items[*].code', value: 'X', kind: 'text' },
  })
})

test('names that no path can say are left out, and so is what lies beyond 300 places', () => {
  expect(leavesOf({ 'a.b': 1, 'c[0]': 2, d: 3 }).map(({ path }) => path)).toEqual(['d'])
  const wide = Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`p${i}`, i]))
  expect(leavesOf(wide)).toHaveLength(300)
})

test('every place listed is found again by its path', () => {
  fc.assert(
    fc.property(fc.object({ maxDepth: 3 }), (payload) => {
      for (const { path, value } of leavesOf(payload)) {
        const there = valueAt(payload, path)
        if (path.includes('[*]')) expect(Array.isArray(there)).toBe(true)
        else expect(there === value || JSON.stringify(there) === JSON.stringify(value)).toBe(true)
      }
    }),
  )
})
