import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Asked, Sent } from './dialect.ts'
import { DIALECTS, WIRE_DIALECTS } from './registry.ts'
import type { WireDialect } from './registry.ts'

const arrival = {
  receivedAt: new Date('2026-03-02T02:00:00Z'),
  ...{ source: 'shop', channel: '', history: false, position: '7' },
}

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(null, 0, -1, 1e308, '', 'null', '\0', '\ud800', '😀'.repeat(40), [], {}, [[[]]]),
  fc.constantFrom('constructor', '__proto__', 'toString', 'track', 'profile_set', '$identify'),
)
const object = fc.oneof(fc.dictionary(fc.string({ unit: 'binary' }), hostile), hostile)
const named = <T extends string>(...names: T[]) =>
  fc.record(Object.fromEntries(names.map((name) => [name, hostile])), { requiredKeys: [] })

/** Events that begin like those of the dialect, and go wrong anywhere. */
const EVENTS: Record<WireDialect, fc.Arbitrary<unknown>> = {
  segment: named('type', 'event', 'userId', 'anonymousId', 'traits', 'properties', 'context'),
  rudderstack: fc
    .tuple(
      named('type', 'event', 'userId', 'anonymousId', 'originalTimestamp', 'properties'),
      fc.record({ context: named('sessionId', 'traits', 'page', 'campaign') }),
    )
    .map(([event, more]) => ({ ...event, ...more })),
  sensors: fc
    .tuple(
      fc.constantFrom(
        ...['track', 'track_signup', 'track_id_bind', 'track_id_unbind', 'profile_set'],
        ...['profile_set_once', 'profile_unset', 'profile_append', 'item_set', 'constructor'],
      ),
      named(
        'event',
        'distinct_id',
        'original_id',
        'login_id',
        'anonymous_id',
        'time',
        '_flush_time',
      ),
      named('$identity_login_id', '$identity_mobile', '$identity_mp_wx1_openid', 'member_no', '+'),
      named('$url', '$timezone_offset', '$share_distinct_id', '$is_login_id', '$name', '__proto__'),
    )
    .map(([type, event, identities, properties]) => ({ type, ...event, identities, properties })),
  posthog: fc
    .tuple(
      fc.oneof(
        fc.constantFrom('$pageview', '$autocapture', '$identify', '$create_alias', '$set', 'x'),
        fc.constantFrom('$merge_dangerously', '$groupidentify', 'constructor', '__proto__'),
      ),
      named('distinct_id', 'uuid', 'timestamp', 'offset', '$set', '$set_once', '$unset', 'options'),
      named('distinct_id', 'alias', '$anon_distinct_id', '$device_id', '$elements_chain', '$lib'),
    )
    .map(([event, rest, properties]) => ({ event, ...rest, properties })),
  pixel: named('event', 'userId', 'anonymousId', 'properties', 'timestamp'),
  webhook: named('type', 'trade', 'buyer', 'items', 'constructor'),
}

const sent = (value: unknown, text: string, queries: Record<string, string>): Sent => ({
  ...{ value, text, method: 'POST', queries: () => queries },
  query: (name) => queries[name],
  header: () => undefined,
  param: () => undefined,
})

test.each(WIRE_DIALECTS)(
  '%s: whatever comes, each event is taken or refused with a reason',
  (name) => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(EVENTS[name], hostile), { maxLength: 8 }),
        hostile,
        (batch, at) => {
          const text = JSON.stringify({ batch, sentAt: at, sent_at: at })
          const kept = JSON.parse(text) as { batch: unknown[] }
          const decoded = DIALECTS[name].parse(kept, arrival, text.length)
          expect(decoded.events).toHaveLength(batch.length)
          const refused = new Map(decoded.refused.map((it) => [it.index, it.reason]))
          for (const [index, event] of decoded.events.entries()) {
            expect(event === undefined).toBe((refused.get(index) ?? '') !== '')
            if (!event) continue
            expect(event.identifiers.length).toBeGreaterThan(0)
            expect(event.messageId.length).toBeGreaterThan(0)
            expect(Number.isNaN(event.at.getTime())).toBe(false)
            expect(JSON.stringify(event)).not.toMatch(/"__proto__":|\\u0000/)
          }
          expect(DIALECTS[name].parse(kept, arrival, text.length)).toEqual(decoded)
        },
      ),
      { numRuns: 500 },
    )
  },
)

test.each(WIRE_DIALECTS)('%s: whatever body comes, it becomes a batch or a reason', (name) => {
  const query = fc.dictionary(fc.string(), fc.string(), { maxKeys: 5 })
  fc.assert(
    fc.property(fc.oneof(object, fc.constant(undefined)), query, (value, queries) => {
      for (const endpoint of DIALECTS[name].endpoints) {
        if (endpoint.kind !== 'events') continue
        const it = endpoint.unwrap(sent(value, 'text', queries))
        if (it.kind !== 'batch') continue
        const kept = JSON.parse(it.text === 'text' ? JSON.stringify(it.value) : it.text) as object
        expect(kept).toEqual(JSON.parse(JSON.stringify(it.value)))
        DIALECTS[name].parse(it.value, arrival, it.text.length)
      }
    }),
    { numRuns: 300 },
  )
})

test('an event nested without end costs itself, in every dialect', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`) as object
  for (const name of WIRE_DIALECTS)
    for (const endpoint of DIALECTS[name].endpoints) {
      if (endpoint.kind !== 'events') continue
      for (const value of [deep, [deep], { batch: [deep] }]) {
        const it = endpoint.unwrap(sent(value, '{}', {}))
        if (it.kind !== 'batch') continue
        const { events } = DIALECTS[name].parse(it.value, arrival, it.text.length)
        expect(events.every((event) => event === undefined)).toBe(true)
      }
    }
})

test('no two dialects share an address without saying how they are told apart', () => {
  const asked = { ...sent(undefined, '', {}) } satisfies Asked
  const speakers = new Map<string, ((asked: Asked) => boolean)[]>()
  for (const name of WIRE_DIALECTS)
    for (const endpoint of DIALECTS[name].endpoints)
      for (const place of endpoint.paths.flatMap((path) =>
        endpoint.methods.map((m) => `${m} ${path}`),
      )) {
        const rest = endpoint.kind === 'events' && endpoint.speaks ? endpoint.speaks : () => true
        speakers.set(place, [...(speakers.get(place) ?? []), rest])
      }
  for (const [place, list] of speakers)
    expect([place, list.slice(0, -1).some((speaks) => speaks(asked))]).toEqual([place, false])
})
