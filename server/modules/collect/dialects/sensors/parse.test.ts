import { expect, test } from 'vitest'
import { parseSensors } from './parse.ts'

const arrival = {
  receivedAt: new Date('2026-03-02T02:00:00Z'),
  ...{ source: 'shop', channel: '', history: false, position: '7' },
}
const COOKIE = '18c9f9b3d2a1b3-0e4f5a9d2c3b1a8-26001951-2073600-18c9f9b3d2b2c3'
const one = (event: object) => parseSensors({ batch: [event] }, arrival, 1_000).events[0]
const names = (event: object) =>
  one(event)?.identifiers.map(({ kind, scope, value }) => [kind, scope, value].join(' '))
const track = (more: object) => ({ type: 'track', event: 'x', distinct_id: COOKIE, ...more })

test('the browser id is the same anonymous id in all three generations', () => {
  const anonymous = `anonymous_id  ${COOKIE}`
  expect(names(track({}))).toEqual([anonymous])
  expect(names(track({ anonymous_id: COOKIE }))).toEqual([anonymous])
  expect(
    names(track({ anonymous_id: COOKIE, identities: { $identity_cookie_id: COOKIE } })),
  ).toEqual([anonymous])
})

test('who logged in comes first, and the login is evidence of one person', () => {
  const login = {
    ...{ type: 'track_signup', event: '$SignUp', distinct_id: 'u-1', original_id: COOKIE },
    identities: { $identity_cookie_id: COOKIE, $identity_login_id: 'u-1' },
    ...{ login_id: 'u-1', anonymous_id: COOKIE },
  }
  expect(one(login)?.event).toBe('identified')
  expect(names(login)).toEqual(['user_id  u-1', `anonymous_id  ${COOKIE}`])
  const old = { ...login, identities: undefined, login_id: undefined, anonymous_id: undefined }
  expect(names(old)).toEqual(['user_id  u-1', `anonymous_id  ${COOKIE}`])
})

test('identities say of what kind each is; a log-in of its own is one beside the user id', () => {
  const identities = {
    $identity_mp_id: '1700000000000-1234567-0a1b2c3d4e5f6-12345678',
    $identity_mp_wx12_openid: 'op-1',
    $identity_mp_unionid: 'un-1',
    $identity_mobile: '13800138000',
    ...{ member_no: 'M77', staff_badge: 'B1' },
  }
  expect(names(track({ distinct_id: 'member_no+M77', identities }))).toEqual([
    ...['member_id  M77', 'user_id staff_badge B1'],
    'anonymous_id  1700000000000-1234567-0a1b2c3d4e5f6-12345678',
    ...['openid wx12 op-1', 'unionid  un-1', 'phone  +8613800138000'],
  ])
})

test('a server sends a user, unless the id is one that an SDK made', () => {
  expect(names(track({ distinct_id: 'u-1', lib: { $lib: 'Node' } }))).toEqual(['user_id  u-1'])
  expect(names(track({ lib: { $lib: 'Node' } }))).toEqual([`anonymous_id  ${COOKIE}`])
  const said = track({ properties: { $is_login_id: true } })
  expect(names(said)).toEqual([`user_id  ${COOKIE}`])
})

test('unbind takes away what it names, and is no evidence that it stays', () => {
  const event = one({
    ...{ type: 'track_id_unbind', event: '$UnbindID', distinct_id: 'u-1' },
    identities: { $identity_mobile: '13800138000' },
  })
  expect(event).toMatchObject({
    event: 'id_unbound',
    identifiers: [{ kind: 'user_id', value: 'u-1' }],
    unbound: [{ kind: 'phone', value: '+8613800138000' }],
  })
})

test('profile calls are attributes: set, set once, taken away', () => {
  const call = (type: string, properties: object) => one({ type, distinct_id: 'u', properties })
  expect(call('profile_set', { $name: '林', city: '杭州' })?.traits).toEqual({
    ...{ name: '林', city: '杭州' },
  })
  expect(call('profile_set_once', { first: 1 })).toMatchObject({
    traits: {},
    traitsOnce: { first: 1 },
  })
  expect(call('profile_unset', { city: null })?.traits).toEqual({ city: null })
  expect(call('profile_delete', {})).toMatchObject({
    event: 'profile_delete_requested',
    traits: {},
  })
})

test('presets and names of commerce become ours, with what they carry', () => {
  const page = one(
    track({ event: '$pageview', properties: { $url: 'https://x/', $url_path: '/' } }),
  )
  expect(page).toMatchObject({ event: 'page_viewed', properties: { url: 'https://x/', path: '/' } })
  const paid = one(track({ event: 'PayOrder', properties: { orderId: 7, total: '9.90' } }))
  expect(paid).toMatchObject({ event: 'order_paid', properties: { order_id: '7', pay_fen: 990 } })
  const began = one(track({ event: 'custom_order', properties: { order_status: 'pay' } }))
  expect(began?.event).toBe('payment_started')
  const opened = one(
    track({ event: '$MPShow', properties: { $share_distinct_id: 'u-9', $share_depth: 2 } }),
  )
  expect(opened).toMatchObject({
    ...{ event: 'share_opened', properties: { sharer_id: 'u-9', depth: 2 } },
  })
})

test('a date has the zone of the device, and its fraction is whole milliseconds', () => {
  const properties = { at: '2026-03-02 10:00:00.07', $timezone_offset: -480 }
  expect(one(track({ properties }))?.properties.at).toBe('2026-03-02T02:00:00.007Z')
  expect(one(track({ properties: { at: properties.at } }))?.properties.at).toBe(properties.at)
})

test('a clock that is three days ahead tells the true time by what it shows when it sends', () => {
  const ahead = arrival.receivedAt.getTime() + 3 * 86_400_000
  expect(one(track({ time: ahead - 5_000, _flush_time: ahead }))?.at).toEqual(
    new Date(arrival.receivedAt.getTime() - 5_000),
  )
})

test('a repeat is the same message whenever it is flushed; another event is another', () => {
  const event = track({ time: 1_772_000_000_000, _track_id: 12 })
  const id = one({ ...event, _flush_time: 1 })?.messageId
  expect(one({ ...event, _flush_time: 2 })?.messageId).toBe(id)
  expect(one({ ...event, _track_id: 13 })?.messageId).not.toBe(id)
})

test.each([
  [{ type: 'item_set', item_type: 'book', item_id: '1' }, 'names nobody'],
  [{ ekey: 'x', payloads: 'y', pkv: 1 }, 'encrypted'],
  ['not base64', 'is neither JSON'],
  [track({ distinct_id: 'undefined' }), 'names anybody'],
  [track({ event: '' }), 'must be the name'],
])('what cannot be taken is told why: %j', (event, reason) => {
  const { refused } = parseSensors({ batch: [event] }, arrival, 1_000)
  expect(refused[0]?.reason).toContain(reason)
})
