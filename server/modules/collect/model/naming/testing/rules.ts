import fc from 'fast-check'
import { FIELD_NAMES } from '../rule.ts'
import type { Condition, Rule } from '../rule.ts'
import type { NamedRule } from '../naming.ts'
import type { Seen } from '../meets.ts'

/** Few texts that are near to one another, with all that LIKE or a pattern could take for its own. */
const TEXTS = [
  ...['/item/1', '/item/12', '/item/1/buy', '/', 'https://shop.example/item/1?a=b#c'],
  ...[
    'https://a.example:8080',
    'HTTPS://u@Shop.Example/x',
    'no address',
    '立即购买',
    '立即',
    '购买',
  ],
  ...['a%b', 'a_b', 'a\\b', 'a\\%b', 'a*b', 'axb', 'a\nb', '😀', '[data-siyu-id="buy"]', "it's"],
]
const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }) },
)
const piece = fc.oneof(
  text,
  fc.tuple(fc.constantFrom(...TEXTS), fc.nat(6), fc.nat(6)).map(([t, a, b]) => {
    const part = [...t].slice(Math.min(a, b), Math.max(a, b) + 1).join('')
    return part === '' ? '/' : part
  }),
)
const pattern = fc
  .array(fc.oneof(fc.constant('*'), piece), { minLength: 1, maxLength: 4 })
  .map((pieces) => pieces.join(''))
  .filter((one) => one !== '' && one.length <= 500)

const field = fc.constantFrom(...FIELD_NAMES)

export const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ field, op: fc.constantFrom('is', 'contains', 'starts'), value: piece }),
  fc.record({ field, op: fc.constant('matches'), value: pattern }),
  fc.record({
    field,
    op: fc.constant('one_of'),
    values: fc.array(piece, { minLength: 1, maxLength: 3 }),
  }),
) as fc.Arbitrary<Condition>

export const rule: fc.Arbitrary<Rule> = fc.record({
  base: fc.constantFrom('element_clicked', 'page_viewed'),
  where: fc.array(condition, { maxLength: 2 }),
})

export const rulesNamed = (names: readonly string[]): fc.Arbitrary<NamedRule[]> =>
  fc
    .tuple(...names.map((name) => rule.map((one) => ({ name, rule: one }))))
    .chain((all) => fc.subarray(all))

const value = fc.oneof(
  { weight: 8, arbitrary: text },
  { weight: 1, arbitrary: fc.constantFrom<unknown>('', 5, true, null, ['/item/1'], { a: '/' }) },
)

/** What captured events carry, sometimes as what nobody expects. */
export const captured: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    url: value,
    path: value,
    title: value,
    element_selector: value,
    element_path: value,
    element_id: value,
    element_name: value,
    element_type: value,
    text: value,
    href: value,
    content_id: value,
  },
  { requiredKeys: [], noNullPrototype: true },
)

export const seen: fc.Arbitrary<Seen> = fc.record({
  event: fc.constantFrom('element_clicked', 'page_viewed', 'bought'),
  properties: captured,
  source: fc.constantFrom('官网', 'a_b', 'a%b'),
  channel: fc.constantFrom('web', 'mini_program'),
})
