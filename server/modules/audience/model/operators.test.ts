import { expect, test } from 'vitest'
import { evaluate } from './evaluate.ts'
import type { PersonView } from './person-view.ts'
import type { Predicate } from './predicate.ts'
import { at, did, someone } from './testing/someone.ts'
import type { ValueTest } from './value-test.ts'
import type { Window } from './window.ts'

const NOW = at('2026-03-01T12:00:00Z')
const is = (asked: Predicate, person: PersonView, now = NOW) => evaluate(asked, person, now)

const EVER: Window = { kind: 'ever' }
const IN_7_DAYS: Window = { kind: 'within_days', days: 7 }
const tag = (name: string): Predicate => ({ kind: 'tag', tag: name })
const event = (op: 'gte' | 'lte' | 'eq', n: number, window: Window = EVER): Predicate => ({
  kind: 'event',
  event: 'order',
  where: [],
  count: { op, n },
  window,
})
const vip = someone({ tags: [{ tag: 'vip', since: NOW }] })

test('everyone is in the empty "all of"', () => {
  expect(is({ kind: 'and', of: [] }, someone())).toBe(true)
})

test('all of, any of, and not combine what they hold', () => {
  const [yes, no] = [tag('vip'), tag('other')]
  expect(is({ kind: 'and', of: [yes, no] }, vip)).toBe(false)
  expect(is({ kind: 'or', of: [yes, no] }, vip)).toBe(true)
  expect(is({ kind: 'not', of: no }, vip)).toBe(true)
})

test.each<[string, Predicate, Partial<PersonView>]>([
  ['a tag carried', tag('vip'), { tags: [{ tag: 'vip', since: NOW }] }],
  ['one of several stages', { kind: 'stage', anyOf: ['new', 'paying'] }, { stage: 'paying' }],
  ['a tier', { kind: 'tier', anyOf: ['loyal'] }, { tier: 'loyal' }],
  [
    'an interest at its score',
    { kind: 'interest', tag: '童书', gte: 3 },
    { interests: { 童书: 3 } },
  ],
  ['a carrier at hand', { kind: 'reachable', carrier: 'wecom' }, { reachable: ['wecom'] }],
  ['another segment', { kind: 'segment', segmentId: 's1' }, { segments: ['s1'] }],
  ['the channel of the first touch', { kind: 'source', channel: '小红书' }, { source: '小红书' }],
])('%s is seen, and of a stranger it is not', (_, asked, known) => {
  expect(is(asked, someone(known))).toBe(true)
  expect(is(asked, someone())).toBe(false)
})

test('who never ordered has ordered exactly 0 times and at most 2 times', () => {
  expect(is(event('eq', 0), someone())).toBe(true)
  expect(is(event('lte', 2), someone())).toBe(true)
  expect(is(event('gte', 1), someone())).toBe(false)
})

test('a window is half-open: its oldest instant is out, now is in, the future is out', () => {
  const once = (time: string) => someone({ events: [did('order', time)] })
  expect(is(event('gte', 1, IN_7_DAYS), once('2026-02-22T12:00:00.000Z'))).toBe(false)
  expect(is(event('gte', 1, IN_7_DAYS), once('2026-02-22T12:00:00.001Z'))).toBe(true)
  expect(is(event('gte', 1, IN_7_DAYS), once('2026-03-01T12:00:00.000Z'))).toBe(true)
  expect(is(event('gte', 1, IN_7_DAYS), once('2026-03-01T12:00:00.001Z'))).toBe(false)
})

test('a fixed window counts its first instant and not its last', () => {
  const february: Window = {
    kind: 'between',
    from: '2026-02-01T00:00:00+08:00',
    to: '2026-03-01T00:00:00+08:00',
  }
  const once = (time: string) => someone({ events: [did('order', time)] })
  expect(is(event('gte', 1, february), once('2026-01-31T16:00:00Z'))).toBe(true)
  expect(is(event('gte', 1, february), once('2026-01-31T15:59:59.999Z'))).toBe(false)
  expect(is(event('gte', 1, february), once('2026-02-28T16:00:00Z'))).toBe(false)
})

const where = (path: string, test: ValueTest): Predicate => ({
  kind: 'event',
  event: 'order',
  where: [{ path, test }],
  count: { op: 'gte', n: 1 },
  window: EVER,
})

test.each<[string, unknown, ValueTest, boolean]>([
  ['the text "5" is not the number 5', '5', { op: 'is', value: 5 }, false],
  ['the text "5" is not more than 4', '5', { op: 'gt', value: 4 }, false],
  ['the text "true" is not true', 'true', { op: 'is', value: true }, false],
  ['1 is not true', 1, { op: 'is', value: true }, false],
  ['5.0 is 5', 5.0, { op: 'is', value: 5 }, true],
  ['letters count as they are written', 'Beijing', { op: 'is', value: 'beijing' }, false],
  ['what is missing is not Beijing', undefined, { op: 'is_not', value: '北京' }, true],
  ['null is as if it were missing', null, { op: 'is_set' }, false],
  ['an empty text is set', '', { op: 'is_set' }, true],
  ['an object is not a value', { a: 1 }, { op: 'is_set' }, false],
  [
    'a list of words contains a whole word',
    ['童书', '绘本'],
    { op: 'contains', value: '童书' },
    true,
  ],
  [
    'a list of words does not contain half a word',
    ['童书'],
    { op: 'contains', value: '童' },
    false,
  ],
  [
    'a list of mixed things contains its texts',
    [1, '童书'],
    { op: 'contains', value: '童书' },
    true,
  ],
  ['a list is not its only word', ['童书'], { op: 'is', value: '童书' }, false],
  ['an empty list is set', [], { op: 'is_set' }, true],
  ['one of several', '京东', { op: 'in', values: ['天猫', '京东'] }, true],
  ['both ends belong to a range', 5, { op: 'between', from: 1, to: 5 }, true],
  [
    'a bare date is midnight where the bound is',
    '2026-02-01',
    { op: 'gte', value: { at: '2026-02-01T00:00:00+08:00' } },
    true,
  ],
  [
    '… and so not later than that midnight',
    '2026-02-01',
    { op: 'gt', value: { at: '2026-02-01T00:00:00+08:00' } },
    false,
  ],
  [
    'a day no calendar has is no date',
    '2026-02-30',
    { op: 'gt', value: { at: '2026-02-01T00:00:00Z' } },
    false,
  ],
  [
    'a time without offset is no date',
    '2026-02-20T10:00:00',
    { op: 'gt', value: { at: '2026-02-01T00:00:00Z' } },
    false,
  ],
])('of a property: %s', (_, value, test, expected) => {
  const one = someone({ events: [did('order', '2026-02-20T00:00:00Z', { x: value })] })
  expect(is(where('x', test), one)).toBe(expected)
})

test('a path leads through objects, and through keys that hold dots', () => {
  const ordered = (properties: Record<string, unknown>) =>
    someone({ events: [did('order', '2026-02-20T00:00:00Z', properties)] })
  const asked = where('to.city', { op: 'is', value: '上海' })
  expect(is(asked, ordered({ to: { city: '上海' } }))).toBe(true)
  expect(is(asked, ordered({ 'to.city': '上海' }))).toBe(true)
  expect(is(asked, ordered({ to: '上海' }))).toBe(false)
})

test('attributes are found by their whole name, whatever it is', () => {
  const asked = (name: string): Predicate => ({
    kind: 'attribute',
    name,
    test: { op: 'is_set' },
  })
  expect(is(asked('肤质.类型'), someone({ attributes: { '肤质.类型': '油性' } }))).toBe(true)
  expect(is(asked('toString'), someone())).toBe(false)
  expect(is(asked('city'), someone({ attributes: { city: null } }))).toBe(false)
})

const spent = (
  figure: 'sum' | 'avg' | 'min' | 'max',
  op: 'gte' | 'lte' | 'gt' | 'lt',
  value: number,
): Predicate => ({
  kind: 'event_sum',
  event: 'order',
  where: [],
  path: 'price',
  figure,
  op,
  value,
  window: EVER,
})

test('figures are exact: 0.1 and 0.2 make 0.3', () => {
  const one = someone({
    events: [0.1, 0.2].map((price, i) => did('order', `2026-02-0${i + 1}T00:00:00Z`, { price })),
  })
  expect(is(spent('sum', 'gte', 0.3), one) && is(spent('sum', 'lte', 0.3), one)).toBe(true)
  expect(is(spent('avg', 'gte', 0.15), one) && is(spent('avg', 'lte', 0.15), one)).toBe(true)
  expect(is(spent('min', 'lte', 0.1), one) && is(spent('max', 'gt', 0.1), one)).toBe(true)
})

test('what is no number is left out of a figure, and does not count in the average', () => {
  const events = [
    did('order', '2026-02-01T00:00:00Z', { price: 10 }),
    did('order', '2026-02-02T00:00:00Z', { price: '90' }),
  ]
  expect(is(spent('avg', 'gte', 10), someone({ events }))).toBe(true)
  expect(is(spent('sum', 'gt', 10), someone({ events }))).toBe(false)
})

test('the sum of nothing is 0; the average, least and most of nothing are unknown', () => {
  expect(is(spent('sum', 'lte', 100), someone())).toBe(true)
  for (const figure of ['avg', 'min', 'max'] as const)
    expect(is(spent(figure, 'lte', 100), someone())).toBe(false)
})

const viewThenOrder: Predicate = {
  kind: 'sequence',
  first: { event: 'view', where: [] },
  next: { event: 'order', where: [] },
  withinHours: 24,
  window: EVER,
}
const history = (...events: [string, string][]) =>
  someone({ events: events.map(([name, time]) => did(name, time)) })

test.each<[string, [string, string][], boolean]>([
  [
    'a view and an order an hour later',
    [
      ['view', '2026-02-01T00:00:00Z'],
      ['order', '2026-02-01T01:00:00Z'],
    ],
    true,
  ],
  [
    'an order before the view',
    [
      ['order', '2026-02-01T00:00:00Z'],
      ['view', '2026-02-01T01:00:00Z'],
    ],
    false,
  ],
  [
    'an order in the very same millisecond',
    [
      ['view', '2026-02-01T00:00:00Z'],
      ['order', '2026-02-01T00:00:00Z'],
    ],
    false,
  ],
  [
    'an order after exactly 24 hours',
    [
      ['view', '2026-02-01T00:00:00Z'],
      ['order', '2026-02-02T00:00:00Z'],
    ],
    false,
  ],
  [
    'an order a millisecond before that',
    [
      ['view', '2026-02-01T00:00:00Z'],
      ['order', '2026-02-01T23:59:59.999Z'],
    ],
    true,
  ],
  [
    'a later view that is near enough',
    [
      ['view', '2026-02-01T00:00:00Z'],
      ['view', '2026-02-04T20:00:00Z'],
      ['order', '2026-02-05T00:00:00Z'],
    ],
    true,
  ],
  [
    'a view at the instant of the order and an older one',
    [
      ['view', '2026-02-01T00:00:00Z'],
      ['view', '2026-02-01T01:00:00Z'],
      ['order', '2026-02-01T01:00:00Z'],
    ],
    true,
  ],
])('view, then order within 24 h: %s', (_, events, expected) => {
  expect(is(viewThenOrder, history(...events))).toBe(expected)
})

test('the same event twice is a sequence with itself only when it happened twice', () => {
  const twice: Predicate = { ...viewThenOrder, next: { event: 'view', where: [] } }
  expect(is(twice, history(['view', '2026-02-01T00:00:00Z']))).toBe(false)
  expect(
    is(twice, history(['view', '2026-02-01T00:00:00Z'], ['view', '2026-02-01T02:00:00Z'])),
  ).toBe(true)
})

test('days since the last time: at exactly 7 days it is at least 7 and no longer less', () => {
  const since = (op: 'gte' | 'lt'): Predicate => ({
    kind: 'last_event',
    event: 'order',
    where: [],
    days: { op, n: 7 },
  })
  const one = history(['order', '2026-01-01T00:00:00Z'], ['order', '2026-02-22T12:00:00Z'])
  expect(is(since('gte'), one)).toBe(true)
  expect(is(since('lt'), one)).toBe(false)
  expect(is(since('gte'), someone())).toBe(false)
  expect(is(since('lt'), someone())).toBe(false)
})

test('two halves of a salt part everyone, and another salt parts them otherwise', () => {
  const half = (salt: string, from: number): Predicate => ({
    kind: 'random_bucket',
    salt,
    from,
    to: from + 50,
  })
  const crowd = Array.from({ length: 1_000 }, (_, i) => someone({ personId: String(i) }))
  const first = crowd.filter((one) => is(half('a', 0), one))
  const second = crowd.filter((one) => is(half('a', 50), one))
  expect(first.length + second.length).toBe(1_000)
  expect(Math.abs(first.length - 500)).toBeLessThan(60)
  expect(first.filter((one) => is(half('b', 0), one)).length).toBeLessThan(first.length * 0.6)
})
