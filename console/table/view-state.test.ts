import { expect, test } from 'vitest'
import { columnsOf, isBare, isSameView, viewStateOf, withView } from './view-state.ts'

const spec = { filters: ['stage', 'tag'], viewed: ['days'], sort: '-firstSeen' }
const paying = { search: { stage: ['paying'], sort: ['-paid'] }, columns: ['name', 'paid'] }

test('a view is the address without what was typed into the search box', () =>
  expect(
    viewStateOf({ q: '林', stage: 'paying', sort: '-paid', columns: 'name,paid', tab: 'x' }, spec),
  ).toEqual(paying))

test('choosing a view writes it into the address and leaves the rest alone', () => {
  const search = withView({ q: '林', tag: 'vip', tab: 'x' }, spec, { id: 'v1', state: paying })
  expect(search).toEqual({
    ...{ q: '林', tab: 'x', view: 'v1', columns: 'name,paid' },
    ...{ stage: 'paying', sort: '-paid' },
  })
  expect(viewStateOf(search, spec)).toEqual(paying)
})

test('what the page adds of its own belongs to the view, too', () =>
  expect(viewStateOf({ days: 30 }, spec).search).toEqual({ days: ['30'] }))

test('the order in which filters were chosen makes no other view', () =>
  expect(
    isSameView(
      { search: { tag: ['a'], stage: ['new'] }, columns: null },
      { search: { stage: ['new'], tag: ['a'] }, columns: null },
    ),
  ).toBe(true))

test('other columns make another view', () =>
  expect(isSameView(paying, { ...paying, columns: null })).toBe(false))

test.each([
  [{}, true],
  [{ tab: 'x' }, true],
  [{ q: '林' }, false],
  [{ sort: 'paid' }, false],
  [{ view: 'all' }, false],
])('an address %j is bare: %s', (search, bare) => expect(isBare(search, spec)).toBe(bare))

test('no columns in the address means: as last time', () => expect(columnsOf({})).toBeUndefined())
