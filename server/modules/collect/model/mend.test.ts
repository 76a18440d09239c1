import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Edits, mended } from './mend.ts'
import type { Edit } from './mend.ts'

const sent = { type: 'track', properties: { uid: 'u-1', order: { no: 7 } }, junk: [1] }

test('edits are made in their order, and what was sent stays as it was', () => {
  const before = structuredClone(sent)
  expect(
    mended(sent, [
      { do: 'move', from: 'properties.uid', to: 'userId' },
      { do: 'copy', from: 'properties.order.no', to: 'properties.order_id' },
      { do: 'set', to: 'event', value: 'Order Completed' },
      { do: 'remove', from: 'junk' },
    ]),
  ).toEqual({
    ...{ type: 'track', userId: 'u-1', event: 'Order Completed' },
    properties: { order: { no: 7 }, order_id: 7 },
  })
  expect(sent).toEqual(before)
})

test('an edit whose source is not there changes nothing', () => {
  const edits: Edit[] = [
    { do: 'move', from: 'properties.nothing', to: 'userId' },
    { do: 'copy', from: 'type.length', to: 'x' },
    { do: 'remove', from: 'a.b.c' },
  ]
  expect(mended(sent, edits)).toEqual(sent)
})

test('a place that reaches into objects of the language is refused', () => {
  for (const path of ['__proto__.x', 'a.constructor.b', 'prototype', 'a..b', '.', ' '])
    expect(Edits.safeParse([{ do: 'set', to: path, value: 1 }]).success).toBe(false)
})

test('whatever is edited, nothing breaks, nothing leaks into other objects, and twice is as once', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'toString', '0')
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('.'))
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    fc.record({ do: fc.constant('set' as const), to: path, value: fc.integer() }),
    fc.record({ do: fc.constant('copy' as const), from: path, to: path }),
    fc.record({ do: fc.constant('remove' as const), from: path }),
  )
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.array(edit, { maxLength: 6 }), (raw, edits) => {
      const before = JSON.stringify(raw)
      const once = mended(raw, edits)
      expect(JSON.stringify(raw)).toBe(before)
      expect(mended(raw, edits)).toEqual(once)
      expect({}.toString).toBe(Object.prototype.toString)
    }),
  )
})
