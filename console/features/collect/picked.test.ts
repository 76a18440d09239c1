import { expect, test } from 'vitest'
import { readPickMessage } from './picked.ts'

const picked = (properties: Record<string, unknown>, base = 'element_clicked') =>
  readPickMessage({ kind: 'siyu-picked', nonce: 'n', base, properties }, 'n')

test('what was pointed at becomes a rule that means just it, on that page', () => {
  const told = { element_selector: '#add', text: '加入购物车', path: '/book', title: '夜航船' }
  expect(picked(told)).toEqual({
    kind: 'picked',
    begun: {
      label: '加入购物车',
      rule: {
        base: 'element_clicked',
        where: [
          { field: 'selector', op: 'is', value: '#add' },
          { field: 'text', op: 'is', value: '加入购物车' },
          { field: 'path', op: 'is', value: '/book' },
        ],
      },
    },
  })
  expect(picked({ path: '/book', title: '夜航船' }, 'page_viewed')).toMatchObject({
    begun: {
      label: '夜航船',
      rule: { base: 'page_viewed', where: [{ field: 'path', op: 'is', value: '/book' }] },
    },
  })
})

test.each([
  [
    'of another window',
    { kind: 'siyu-picked', nonce: 'other', base: 'page_viewed', properties: {} },
  ],
  ['of another kind', { kind: 'hello', nonce: 'n' }],
  [
    'with a base that nobody captures',
    { kind: 'siyu-picked', nonce: 'n', base: 'order_paid', properties: {} },
  ],
  ['that is no object', 'siyu-picked'],
])('a message %s is nothing of ours', (_, message) =>
  expect(readPickMessage(message, 'n')).toBeUndefined(),
)

test('what is no text is as if it were not there', () => {
  const told = { element_selector: { evil: 1 }, text: ['x'], path: '/a', constructor: 'x' }
  expect(picked(told)).toMatchObject({
    begun: { rule: { where: [{ field: 'path', op: 'is', value: '/a' }] } },
  })
})
