import { expect, test } from 'vitest'
import { entriesOf, riverNodes } from './river.ts'

const words = { source: (name: string) => `from ${name}`, arrived: 'arrived', station: String }
const links = { source: (name: string) => `/people?source=${name}`, arrived: '/', station: String }

const river = {
  nodes: [
    { id: 'source:b', layer: 0, people: 3 },
    { id: 'source:a', layer: 0, people: 7 },
    { id: 'entry:code', layer: 1, people: 6 },
    { id: 'entry:link', layer: 1, people: 4 },
    { id: 'pool', layer: 2, people: 6 },
    { id: 'leak:pool', layer: 3, people: 6 },
  ],
}

test('sources come by size, and all who came in any way have arrived', () => {
  const { sources, stages } = riverNodes(river, undefined, words, links)
  expect(sources.map(({ name, people }) => [name, people])).toEqual([
    ['from a', 7],
    ['from b', 3],
  ])
  expect(stages.map(({ people }) => people)).toEqual([10, 6, 0, 0, 0])
})

test('a station nobody reached in the period before has a previous figure of zero', () => {
  const { stages } = riverNodes(river, { nodes: [] }, words, links)
  expect(stages.every(({ previous }) => previous === 0)).toBe(true)
})

test('ways in which nobody came are not told', () => {
  expect(entriesOf(river).map(({ entry }) => entry)).toEqual(['code', 'link'])
})
