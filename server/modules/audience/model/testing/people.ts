import { DAY_MS } from '#kernel/time.ts'
import fc from 'fast-check'
import { STAGES, TIERS, type EventView, type PersonView } from '../person-view.ts'
import { EVENTS, instant, json, NAMES, num, PRICES, scalar, START, TAGS } from './values.ts'

const price = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...PRICES) },
  { weight: 1, arbitrary: json },
)
const properties = fc.record(
  { price, to: json, a: json, '商品 名-1': json },
  { requiredKeys: ['price'], noNullPrototype: true },
)

/** Nested by dots or by objects: never both, which ClickHouse refuses as one path written twice. */
const dotted: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.oneof(
  { weight: 4, arbitrary: properties },
  { weight: 1, arbitrary: json.map((value) => ({ 'to.city': value })) },
  { weight: 1, arbitrary: json.map((value) => ({ a: { 'b.c': value } })) },
)

const event: fc.Arbitrary<Omit<EventView, 'messageId'>> = fc.record({
  event: fc.constantFrom(...EVENTS),
  at: instant,
  properties: dotted,
})

export const person: fc.Arbitrary<PersonView> = fc
  .record({
    personId: fc.bigInt({ min: 1n, max: (1n << 64n) - 1n }).map(String),
    createdAt: instant,
    attributes: fc.dictionary(fc.constantFrom(...NAMES), fc.option(scalar), {
      noNullPrototype: true,
    }),
    tags: fc
      .subarray(TAGS)
      .map((tags) => tags.map((tag) => ({ tag, since: new Date(START - DAY_MS) }))),
    stage: fc.option(fc.constantFrom(...STAGES), { nil: undefined }),
    tier: fc.option(fc.constantFrom(...TIERS), { nil: undefined }),
    interests: fc.dictionary(fc.constantFrom(...TAGS), num, { noNullPrototype: true }),
    reachable: fc.subarray(['sms', 'wecom']),
    source: fc.option(fc.constantFrom('xiaohongshu', '抖音'), { nil: undefined }),
    segments: fc.subarray(['s1', 's2']),
    events: fc.array(event, { maxLength: 6 }),
  })
  .map((one) => ({
    ...one,
    events: one.events.map((e, i) => ({ ...e, messageId: `${one.personId}-${i}` })),
  }))

/** People of one workspace: ids differ. */
export const people = fc.uniqueArray(person, {
  minLength: 4,
  maxLength: 12,
  size: 'max',
  selector: ({ personId }) => personId,
})
