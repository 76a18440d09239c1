import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CanonicalEvent } from '#platform/event.ts'
import { DEFAULT_PLAN } from './default-plan.ts'
import { Definition, TYPES } from './definition.ts'
import type { PropertyType } from './definition.ts'
import { driftOf, typeOfStored } from './drift.ts'
import { findings } from './findings.ts'
import { planOf } from './plan.ts'
import { refusedByPlan } from './refusal.ts'

const sent = (event: string, properties: Record<string, unknown>): CanonicalEvent => ({
  ...{ messageId: 'm', type: 'track', event, at: new Date(0), receivedAt: new Date(0) },
  ...{ identifiers: [], links: [], properties, traits: {}, source: 's', channel: '' },
  history: false,
})

const VALUES: Record<PropertyType, unknown> = {
  ...{ string: 'a', number: 1.5, integer: 2, boolean: true, date: '2026-01-02', list: [1] },
  object: { a: 1 },
}
/** A value that is never of the type. */
const wrong = (type: PropertyType) => (type === 'boolean' ? 'a' : true)

const definitions = fc
  .uniqueArray(
    fc.record({
      name: fc.oneof(
        fc.constantFrom('constructor', '__proto__', 'toString'),
        fc.stringMatching(/^p[a-z]{1,6}$/),
      ),
      type: fc.constantFrom(...TYPES),
      required: fc.constant(true),
    }),
    { selector: ({ name }) => name, minLength: 1, maxLength: 6 },
  )
  .map((properties) => Definition.parse({ mode: 'block', others: 'flag', properties }))

const plain = (definition: Definition) =>
  Object.fromEntries(definition.properties.map(({ name, type }) => [name, VALUES[type]]))
const planWith = (definition: Definition) =>
  planOf([{ event: 'constructor', definition, archived: false }], 'watch')

test('an event made from its definition departs from it nowhere', () => {
  fc.assert(
    fc.property(definitions, (definition) => {
      expect(findings(planWith(definition), sent('constructor', plain(definition)))).toEqual([])
    }),
  )
})

test('each way of spoiling an event is found as exactly that', () => {
  fc.assert(
    fc.property(definitions, fc.nat(), (definition, n) => {
      const plan = planWith(definition)
      const one = definition.properties[n % definition.properties.length] as {
        name: string
        type: PropertyType
      }
      const rest = Object.entries(plain(definition)).filter(([name]) => name !== one.name)
      const spoilt = (...more: [string, unknown][]) =>
        findings(plan, sent('constructor', Object.fromEntries([...rest, ...more]))).map(
          ({ kind, property, mode }) => [kind, property, mode],
        )
      expect(spoilt()).toEqual([['missing', one.name, 'block']])
      expect(spoilt([one.name, wrong(one.type)])).toEqual([['wrong_type', one.name, 'block']])
      expect(spoilt([one.name, VALUES[one.type]], ['zz_new', 1])).toEqual([
        ['unknown_property', 'zz_new', 'flag'],
      ])
    }),
  )
})

test('a value that is not among the allowed ones is found, and an unknown event is one finding', () => {
  const definition = Definition.parse({
    ...{ mode: 'watch', others: 'watch' },
    properties: [{ name: 'size', type: 'string', allowed: ['s', 'm'], mode: 'block' }],
  })
  const plan = planWith(definition)
  expect(findings(plan, sent('constructor', { size: 'm' }))).toEqual([])
  expect(refusedByPlan(plan, sent('constructor', { size: 'xl' }))).toEqual({
    field: 'properties.size',
    reason: 'is against the plan of “constructor”: one of s | m was expected, another value came',
  })
  for (const event of ['__proto__', 'toString', 'whatever'])
    expect(findings(plan, sent(event, { a: 1 }))).toMatchObject([{ kind: 'unknown_event' }])
})

test('the default plan only watches; an own definition takes its place, an archived one leaves it', () => {
  expect(DEFAULT_PLAN.size).toBeGreaterThan(50)
  for (const [, { definition }] of DEFAULT_PLAN) Definition.parse(definition)
  expect(planOf([], 'watch').blocks).toBe(false)
  expect(planOf([], 'block').blocks).toBe(true)
  const definition = Definition.parse({ mode: 'block', properties: [] })
  const own = planOf([{ event: 'order_paid', definition, archived: false }], 'watch')
  expect(own.blocks).toBe(true)
  expect(findings(own, sent('order_paid', {}))).toEqual([])
  const gone = planOf([{ event: 'order_paid', definition, archived: true }], 'watch')
  expect(gone).toMatchObject({ blocks: false })
  expect(findings(gone, sent('order_paid', {}))).toMatchObject([{ kind: 'unknown_event' }])
})

test('what an SDK adds to everything, and amounts under a sender’s own name, are no drift', () => {
  const order = { order_id: '7', orderId: 7, pay_amount: 9.9, pay_fen: 990, total: '9.90' }
  expect(
    findings(planOf([], 'flag'), sent('order_paid', { ...order, $lib: 'x', utm_source: 'y' })),
  ).toEqual([])
})

test('who somebody is, is no matter of a plan', () => {
  const plan = planOf([], 'block')
  expect(refusedByPlan(plan, { ...sent('identified', {}), type: 'identify' })).toBeUndefined()
  expect(refusedByPlan(plan, { ...sent('bound', {}), unbound: [] })).toBeUndefined()
})

test('drift of what arrived is told by event, property and source', () => {
  const definition = Definition.parse({
    ...{ mode: 'flag', others: 'watch' },
    properties: [{ name: 'a', type: 'number', required: true }],
  })
  const plan = planOf([{ event: 'e', definition, archived: false }], 'watch')
  const of = (event: string, events: number) => ({ event, source: 's', events, first: 1, last: 2 })
  const drift = driftOf(
    plan,
    [of('e', 10), of('new', 3)],
    [
      { ...of('e', 4), property: 'a', type: typeOfStored('Int64') },
      { ...of('e', 5), property: 'a', type: typeOfStored('String') },
      { ...of('e', 2), property: 'b', type: typeOfStored('Array(Nullable(String))') },
    ],
  )
  expect(drift.map(({ kind, event, property, events }) => [kind, event, property, events])).toEqual(
    [
      ['wrong_type', 'e', 'a', 5],
      ['unknown_event', 'new', '', 3],
      ['unknown_property', 'e', 'b', 2],
      ['missing', 'e', 'a', 1],
    ],
  )
})
