import { expect, test } from 'vitest'
import { asKind, isWhole, placesIn } from './edits.ts'

test('places are found by their names, the shallow ones first, each once', () => {
  const events = [
    { type: 'track', properties: { uid: 1, deep: { a: { b: { c: 1 } } } } },
    { userId: 'u', properties: { uid: 2 } },
    'no event',
  ]
  expect(placesIn(events)).toEqual([
    ...['properties', 'type', 'userId', 'properties.deep', 'properties.uid'],
    ...['properties.deep.a', 'properties.deep.a.b'],
  ])
})

test('an edit keeps its places when its verb changes, and is whole when all of them are said', () => {
  const moved = asKind({ do: 'set', to: 'userId', value: 'x' }, 'move')
  expect(moved).toEqual({ do: 'move', from: '', to: 'userId' })
  expect(isWhole(moved)).toBe(false)
  expect(isWhole({ do: 'move', from: 'properties.uid', to: 'userId' })).toBe(true)
  expect(asKind({ do: 'move', from: 'a', to: 'b' }, 'remove')).toEqual({ do: 'remove', from: 'a' })
})
