import { expect, test } from 'vitest'
import { parsePostHog } from './parse.ts'

const arrival = {
  receivedAt: new Date('2026-03-02T02:00:00Z'),
  ...{ source: 'shop', channel: '', history: false, position: '7' },
}
const one = (event: object, beside: object = {}) =>
  parsePostHog({ ...beside, batch: [event] }, arrival, 1_000).events[0]
const names = (event: object) =>
  one(event)?.identifiers.map(({ kind, value }) => `${kind} ${value}`)

const ANON = '0195f0c2-aaaa-7bbb-8ccc-0123456789ab'
const web = (event: string, properties: object, more: object = {}) => ({
  ...{ event, uuid: `m-${event}`, ...more },
  properties: {
    token: 'siyu_wk_x',
    distinct_id: ANON,
    $lib: 'web',
    $device_id: ANON,
    ...properties,
  },
})

test('an anonymous visitor, then identified: one evidence of one person', () => {
  expect(names(web('$pageview', { $is_identified: false }))).toEqual([`anonymous_id ${ANON}`])
  expect(
    names(web('$identify', { distinct_id: 'u-1', $anon_distinct_id: ANON, $is_identified: true })),
  ).toEqual(['user_id u-1', `anonymous_id ${ANON}`])
  expect(names(web('x', { distinct_id: 'u-1', $user_id: 'u-1' }))).toEqual(['user_id u-1'])
})

test('an alias joins an anonymous id and never two users; a dangerous merge says so outright', () => {
  const alias = { distinct_id: 'u-1', properties: { alias: 'a-1', $lib: 'posthog-node' } }
  const safe = one({ event: '$create_alias', ...alias })
  expect(safe).toMatchObject({ event: 'id_bound', links: [] })
  expect(safe?.identifiers.map(({ kind }) => kind)).toEqual(['user_id', 'anonymous_id'])
  const merge = one({ event: '$merge_dangerously', ...alias })
  expect(merge?.identifiers).toHaveLength(1)
  expect(merge?.links).toMatchObject([{ a: { value: 'u-1' }, b: { value: 'a-1' } }])
})

test('a server names users, except where it wants no person', () => {
  const event = { event: 'x', distinct_id: 'u-1', properties: { $lib: 'posthog-node' } }
  expect(names(event)).toEqual(['user_id u-1'])
  expect(names({ ...event, options: { process_person_profile: false } })).toEqual([
    ...['anonymous_id u-1'],
  ])
})

test("a group's own news makes no person", () => {
  const properties = { $group_type: 'company', $group_key: 'acme', $group_set: { name: 'A' } }
  const { refused } = parsePostHog(
    { batch: [{ event: '$groupidentify', distinct_id: '$company_acme', properties }] },
    arrival,
    1_000,
  )
  expect(refused).toMatchObject([{ field: 'distinct_id', reason: 'names nobody' }])
  expect(one({ event: '$groupidentify', distinct_id: 'u-1', properties })).toMatchObject({
    ...{ type: 'group', event: 'group_joined', properties: { group_id: 'acme' } },
  })
})

test('attributes ride on any event: set, set once, unset', () => {
  const event = web('x', { $set: { plan: 'pro' }, $set_once: { first: '/a' }, $unset: ['old'] })
  expect(one(event)).toMatchObject({
    traits: { plan: 'pro', old: null },
    traitsOnce: { first: '/a' },
  })
})

test('a click says what was clicked, and the key is not kept with it', () => {
  const event = web('$autocapture', {
    $event_type: 'click',
    $elements_chain:
      'button.buy:attr__class="buy big"attr__id="go"nth-child="1"nth-of-type="1"text="Buy \\"now\\"; go";div',
  })
  expect(one(event)).toMatchObject({
    event: 'element_clicked',
    properties: { element_id: 'go', element_selector: '#go', text: 'Buy "now"; go' },
  })
  expect(one(event)?.properties).not.toHaveProperty('token')
})

test('old SDKs say how long ago it was; new ones correct a wrong clock', () => {
  expect(one({ event: 'x', offset: 5_000, properties: { distinct_id: 'a' } })?.at).toEqual(
    new Date(arrival.receivedAt.getTime() - 5_000),
  )
  const ahead = (ms: number) =>
    new Date(arrival.receivedAt.getTime() + 86_400_000 * 3 + ms).toISOString()
  const event = web('x', {}, { timestamp: ahead(-7_000) })
  expect(one(event, { sent_at: ahead(0) })?.at).toEqual(
    new Date(arrival.receivedAt.getTime() - 7_000),
  )
})
