import { DAY_MS } from '#kernel/time.ts'
import fc from 'fast-check'
import { STAGES, TIERS, type EventView, type PersonView } from '../person-view.ts'
import { EVENTS, instant, NAMES, num, scalar, START, TAGS } from './values.ts'

const json = fc.oneof(
  { weight: 6, arbitrary: scalar },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom<unknown>('上海', '5', 5, null, true, ['x'], { b: 1 }), {
      maxLength: 3,
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, {}, { b: { c: 5 } }, { city: '上海' }) },
)

const properties = fc.dictionary(
  fc.constantFrom('price', 'to', 'a', '$os', '商品 名-1', '0', 'z'),
  json,
  { maxKeys: 4, noNullPrototype: true },
)

/** Nested by dots or by objects: never both, which ClickHouse refuses as one path written twice. */
const dotted = fc.oneof(
  { weight: 4, arbitrary: properties },
  { weight: 1, arbitrary: json.map((value): Record<string, unknown> => ({ 'to.city': value })) },
  { weight: 1, arbitrary: json.map((value): Record<string, unknown> => ({ a: { 'b.c': value } })) },
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
    events: fc.array(event, { maxLength: 8 }),
  })
  .map((one) => ({
    ...one,
    events: one.events.map((e, i) => ({ ...e, messageId: `${one.personId}-${i}` })),
  }))

/** People of one workspace: ids differ. */
export const people = fc.uniqueArray(person, {
  minLength: 3,
  maxLength: 6,
  selector: ({ personId }) => personId,
})
