import { expect, test } from 'vitest'
import { z } from 'zod'
import { ofAll } from '#kernel/locale.ts'
import { Predicate } from './predicate.ts'

const tag = { kind: 'tag', tag: 'vip' }
const nested = (levels: number): unknown =>
  levels === 1 ? tag : { kind: 'not', of: nested(levels - 1) }

const problems = (input: unknown): string[] => {
  const parsed = Predicate.safeParse(input)
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${ofAll(message, 'en')}`)
}

test('eight levels are enough, the ninth is refused', () => {
  expect(problems(nested(8))).toEqual([])
  expect(problems(nested(9))).toEqual([': conditions may be nested 8 levels deep'])
})

test('a hundred conditions are enough, one more is refused', () => {
  const and = (n: number) => ({ kind: 'and', of: Array.from({ length: n }, () => tag) })
  expect(problems(and(99))).toEqual([])
  expect(problems(and(100))).toEqual([': a predicate may have 100 conditions'])
})

test('a refusal for size carries a code and the limit, for other languages', () => {
  const issue = Predicate.safeParse(nested(9)).error?.issues[0]
  expect(issue).toMatchObject({ params: { code: 'predicate_too_deep', max: 8 } })
})

test('nesting without end is refused, not followed', () => {
  let input: unknown = tag
  for (let i = 0; i < 200_000; i++) input = { kind: 'not', of: input }
  expect(problems(input)).toEqual([': conditions may be nested 8 levels deep'])
})

const purchase = (where: unknown[], more: object = {}) => ({
  kind: 'event',
  event: 'order',
  where,
  count: { op: 'gte', n: 1 },
  window: { kind: 'ever' },
  ...more,
})
const path = (path: string) => purchase([{ path, test: { op: 'is_set' } }])

test.each(['price', '$os', 'utm_source', 'a.b.c', '商品.类目', 'Product Name', 'x-id', '0'])(
  'a property may be called %j',
  (name) => expect(problems(path(name))).toEqual([]),
)

test.each([
  '',
  '.',
  'a.',
  '.a',
  'a..b',
  'a`b',
  'a\\',
  "a'b",
  'a"b',
  'a:Int64',
  'a.:Int64',
  'a.^b',
  'a)) OR (1',
  'a;DROP TABLE events',
  'a\nb',
  'a\0',
  ' a',
  'a ',
  'a/*b',
  '-- a',
  '{p0:String}',
  '@a',
  'a.b.c.d.e.f.g.h.i',
  'x'.repeat(101),
])('a property may not be called %j', (name) => {
  expect(problems(path(name))[0]).toMatch(/^where\.0\.path: a property path is up to 8 names/)
})

test.each([
  ['an unknown kind', { kind: 'sql', text: '1' }, /kind: Invalid/],
  ['a field nobody knows', { ...tag, extra: 1 }, /Unrecognized key: "extra"/],
  [
    'a window that ends before it begins',
    purchase([], {
      window: { kind: 'between', from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' },
    }),
    /window\.to: .*the window must end after/,
  ],
  [
    'an instant without its offset',
    purchase([], {
      window: { kind: 'between', from: '2026-01-01T00:00:00', to: '2026-01-02T00:00:00Z' },
    }),
    /window\.from: Invalid ISO datetime/,
  ],
  [
    'a year no engine holds',
    purchase([], {
      window: { kind: 'between', from: '1815-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' },
    }),
    /between 1970 and 2199/,
  ],
  ['half a character', { kind: 'tag', tag: '\uD83D' }, /lone surrogate/],
  [
    'a range from a number to a date',
    {
      kind: 'attribute',
      name: 'a',
      test: { op: 'between', from: 1, to: { at: '2026-01-01T00:00:00Z' } },
    },
    /of one kind/,
  ],
  [
    'an empty bucket',
    { kind: 'random_bucket', salt: 's', from: 50, to: 50 },
    /to: .*the bucket is empty/,
  ],
  ['an "any of" of nothing', { kind: 'or', of: [] }, /of: Too small/],
  [
    'an infinite number',
    { kind: 'interest', tag: 'a', gte: Number.POSITIVE_INFINITY },
    /gte: Invalid/,
  ],
])('%s is refused by name', (_, input, problem) => {
  expect(problems(input).join('\n')).toMatch(problem)
})

test('the field of a nested condition is named by its way there', () => {
  const input = { kind: 'and', of: [tag, { kind: 'not', of: { kind: 'tag', tag: '' } }] }
  expect(problems(input)[0]).toMatch(/^of\.1\.of\.tag: /)
})

test('as JSON Schema the predicate refers to itself by name', () => {
  for (const io of ['input', 'output'] as const) {
    const text = JSON.stringify(z.toJSONSchema(Predicate, { io }))
    expect(text).toContain('"#/$defs/Predicate"')
    expect(text).not.toContain('__schema')
  }
})
