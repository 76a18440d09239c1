import { HOUR_MS } from '#kernel/time.ts'
import fc from 'fast-check'
import type { Count } from '../count.ts'
import type { Happening, PropertyFilter } from '../happening.ts'
import { STAGES, TIERS } from '../person-view.ts'
import type { Kind, Predicate } from '../predicate.ts'
import type { ValueTest } from '../value-test.ts'
import type { Window } from '../window.ts'
import { dates, EVENTS, instant, NAMES, num, odd, PATHS, PRICES, scalar, TAGS } from './values.ts'

const iso = (date: Date, offsetHours: number): string => {
  const local = new Date(date.getTime() + offsetHours * HOUR_MS).toISOString().slice(0, -1)
  return offsetHours === 0 ? `${local}Z` : `${local}+0${offsetHours}:00`
}
const instantText = fc.tuple(instant, fc.constantFrom(0, 8)).map(([at, hours]) => iso(at, hours))
/** The instants that the bare and full dates among the values are. */
const midnights = ['2026-01-06T00:00:00Z', '2026-01-06T00:00:00+08:00', '2026-01-05T16:00:00.001Z']
const at = fc.record({ at: fc.oneof(instantText, fc.constantFrom(...midnights)) })
const bound = fc.oneof({ weight: 1, arbitrary: num }, { weight: 2, arbitrary: at })
const needle = fc.oneof(
  fc.constantFrom(...odd, ...dates).filter((text) => text !== ''),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 2 }),
)

const range = fc.oneof(fc.tuple(num, num), fc.tuple(at, at)).map(([a, b]) => {
  const size = (one: number | { at: string }) =>
    typeof one === 'number' ? one : Date.parse(one.at)
  const [from, to] = size(a) <= size(b) ? [a, b] : [b, a]
  return { op: 'between' as const, from, to }
})

export const valueTest: fc.Arbitrary<ValueTest> = fc.oneof(
  fc.record({ op: fc.constantFrom('is' as const, 'is_not' as const), value: scalar }),
  fc.record({
    op: fc.constant('in' as const),
    values: fc.array(scalar, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ op: fc.constant('contains' as const), value: needle }),
  fc.record({
    op: fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const),
    value: bound,
  }),
  range,
  fc.record({ op: fc.constantFrom('is_set' as const, 'is_not_set' as const) }),
)

export const window: fc.Arbitrary<Window> = fc.oneof(
  fc.constant<Window>({ kind: 'ever' }),
  fc.record({ kind: fc.constant('within_hours' as const), hours: fc.constantFrom(6, 12, 24, 30) }),
  fc.record({ kind: fc.constant('within_days' as const), days: fc.integer({ min: 1, max: 3 }) }),
  fc
    .tuple(instant, fc.constantFrom(6, 24, 48), fc.constantFrom(0, 8))
    .map(([from, hours, offset]) => ({
      kind: 'between' as const,
      from: iso(from, offset),
      to: iso(new Date(from.getTime() + hours * HOUR_MS), offset),
    })),
)

export const happening: fc.Arbitrary<Happening> = fc.record({
  event: fc.constantFrom(...EVENTS),
  where: fc.oneof(
    { weight: 3, arbitrary: fc.constant<PropertyFilter[]>([]) },
    {
      weight: 1,
      arbitrary: fc.array(fc.record({ path: fc.constantFrom(...PATHS), test: valueTest }), {
        maxLength: 2,
      }),
    },
  ),
})

const count: fc.Arbitrary<Count> = fc.record({
  op: fc.constantFrom('gte' as const, 'lte' as const, 'eq' as const),
  n: fc.nat(3),
})

const percent = fc.tuple(fc.nat(99), fc.integer({ min: 1, max: 40 }))

const some = <T>(values: readonly T[]) =>
  fc.subarray([...values], { minLength: 1, maxLength: values.length })

type Leaf = Exclude<Kind, 'and' | 'or' | 'not'>

/** One arbitrary per kind, total by type: a new operator is fuzzed or does not compile. */
export const LEAVES: { readonly [K in Leaf]: fc.Arbitrary<Extract<Predicate, { kind: K }>> } = {
  attribute: fc.record({
    kind: fc.constant('attribute'),
    name: fc.constantFrom(...NAMES),
    test: valueTest,
  }),
  tag: fc.record({ kind: fc.constant('tag'), tag: fc.constantFrom(...TAGS) }),
  stage: fc.record({ kind: fc.constant('stage'), anyOf: some(STAGES) }),
  tier: fc.record({ kind: fc.constant('tier'), anyOf: some(TIERS) }),
  event: fc
    .tuple(happening, count, window)
    .map(([what, count, window]) => ({ kind: 'event', ...what, count, window })),
  event_sum: fc
    .record({
      what: happening,
      path: fc.constantFrom('price', 'price', 'price', ...PATHS),
      figure: fc.constantFrom('sum', 'avg', 'min', 'max'),
      op: fc.constantFrom('gt', 'gte', 'lt', 'lte'),
      value: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(0, ...PRICES, 2.01, 5.1, 2.505) },
        { weight: 1, arbitrary: num.filter((n) => Math.abs(n) <= 1e13) },
      ),
      window,
    })
    .map(({ what, ...rest }) => ({ kind: 'event_sum', ...what, ...rest })),
  sequence: fc.record({
    kind: fc.constant('sequence'),
    first: happening,
    next: happening,
    withinHours: fc.constantFrom(6, 12, 24),
    window,
  }),
  last_event: fc
    .tuple(happening, fc.constantFrom('gte', 'lt'), fc.integer({ min: 1, max: 3 }))
    .map(([what, op, n]) => ({ kind: 'last_event', ...what, days: { op, n } })),
  interest: fc.record({
    kind: fc.constant('interest'),
    tag: fc.constantFrom(...TAGS),
    gte: num,
  }),
  reachable: fc.record({
    kind: fc.constant('reachable'),
    carrier: fc.constantFrom('sms', 'wecom', 'email'),
  }),
  segment: fc.record({ kind: fc.constant('segment'), segmentId: fc.constantFrom('s1', 's3') }),
  random_bucket: fc
    .tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }), percent)
    .map(([salt, [from, width]]) => ({
      kind: 'random_bucket',
      salt,
      from,
      to: Math.min(100, from + width),
    })),
  source: fc.record({ kind: fc.constant('source'), channel: fc.constantFrom('抖音', 'ad') }),
}

/** Leaves of every kind, then nested in and / or / not. */
export const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
    fc.oneof<fc.Arbitrary<Predicate>[]>(...Object.values(LEAVES)),
    fc.record({ kind: fc.constant('and'), of: fc.array(tie('predicate'), { maxLength: 3 }) }),
    fc.record({
      kind: fc.constant('or'),
      of: fc.array(tie('predicate'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not'), of: tie('predicate') }),
  ),
}))
