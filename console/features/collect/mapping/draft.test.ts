import { expect, test } from 'vitest'
import type { Mapping } from '#modules/collect/model/mapping/mapping.ts'
import { withLeaf } from './add-leaf.ts'
import { draftOf, mappingOf } from './draft.ts'

const MAPPING: Mapping = {
  events: 'orders',
  cases: [
    { when: [{ path: 'status', op: 'one_of', values: ['draft', 'test'] }] },
    {
      when: [
        { path: 'status', op: 'is', value: 'paid' },
        { path: 'no', op: 'exists' },
      ],
      as: {
        ...{ type: 'track', event: 'order_paid' },
        identifiers: [{ kind: 'openid', path: 'buyer.openid', scope: 'wx1' }],
        time: { path: 'at', format: 'local', zone: 'Asia/Tokyo' },
        messageId: ['no', 'status'],
        properties: [
          { to: 'order_id', path: 'no', as: 'text' },
          { to: 'store', path: 's', as: 'as_is', table: { '1': 'A=B', '2': 'C' } },
          { to: 'system', constant: 'erp' },
          { to: 'products', each: 'items', fields: [{ to: 'sku', path: 'id', as: 'as_is' }] },
        ],
        attributes: [{ to: 'city', path: 'buyer.city', as: 'as_is' }],
      },
    },
  ],
}

test('a mapping comes back from its form as it was', () => {
  expect(mappingOf(draftOf(MAPPING))).toEqual({ isWhole: true, mapping: MAPPING })
})

test('what is missing of a form is told with its place', () => {
  const read = mappingOf({ events: '', cases: [{ isIgnored: false, as: { event: 'x' } }] })
  expect(read).toMatchObject({ missing: [{ path: ['cases', 0, 'as', 'identifiers'] }] })
})

test('what was written in a case comes back when it is no longer ignored', () => {
  const [, paid] = draftOf(MAPPING).cases ?? []
  const ignored = mappingOf({ cases: [{ ...paid, isIgnored: true }] })
  expect(ignored).toMatchObject({ mapping: { cases: [{ when: [{}, {}] }] } })
  expect(mappingOf({ cases: [{ ...paid, isIgnored: false }] })).toMatchObject({
    mapping: { cases: [MAPPING.cases[1]] },
  })
})

const leaf = (path: string) => ({ path, value: 'x', kind: 'text' as const })

test('places of one list join one property, and none is there twice', () => {
  const one = withLeaf([], leaf('data.items[*].sku')) ?? []
  const two = withLeaf(one, leaf('data.items[*].name')) ?? []
  expect(two).toMatchObject([
    { what: 'each', to: 'items', each: 'data.items', fields: [{ path: 'sku' }, { path: 'name' }] },
  ])
  expect(withLeaf(two, leaf('data.items[*].sku'))).toBeUndefined()
})

test('a place is named after its last part, and ours where it is an order number', () => {
  const lines = withLeaf([{ what: 'field', to: 'name', path: 'a' }], leaf('b.name')) ?? []
  expect(lines.at(-1)).toMatchObject({ to: 'name_2', path: 'b.name' })
  expect(withLeaf([], leaf('b.tid'))).toMatchObject([{ to: 'order_id' }])
})
