import { expect, test } from 'vitest'
import { placeNodes } from './graph-layout.ts'

const BOX = { width: 600, height: 300 }

test('a lone identifier stands in the middle', () => {
  expect(placeNodes(['1'], [], BOX).get('1')).toEqual({ x: 300, y: 150 })
})

test('every identifier has a place of its own within the box', () => {
  const ids = ['1', '2', '3', '4', '5']
  const placed = placeNodes(ids, [{ a: '1', b: '5' }], BOX)
  expect(new Set([...placed.values()].map(({ x, y }) => `${x},${y}`)).size).toBe(ids.length)
  for (const { x, y } of placed.values()) {
    expect(x).toBeGreaterThan(0)
    expect(x).toBeLessThan(BOX.width)
    expect(y).toBeGreaterThan(0)
    expect(y).toBeLessThan(BOX.height)
  }
})

test('the order in which evidence came changes nothing', () => {
  const edges = [
    { a: '1', b: '2' },
    { a: '2', b: '3' },
  ]
  expect(placeNodes(['3', '2', '1'], edges.toReversed(), BOX)).toEqual(
    placeNodes(['1', '2', '3'], edges, BOX),
  )
})

test('evidence that reaches outside the person is not placed', () => {
  expect([...placeNodes(['1'], [{ a: '1', b: '9' }], BOX).keys()]).toEqual(['1'])
})
