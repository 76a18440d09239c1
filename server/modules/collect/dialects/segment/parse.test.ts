import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSegment } from './parse.ts'

const arrival = {
  receivedAt: new Date('2026-03-02T02:00:00Z'),
  ...{ source: 'shop', channel: '', history: false, position: '7' },
}
const decode = (batch: unknown[], sentAt?: unknown) =>
  parseSegment({ batch, sentAt }, arrival, 1_000)
const one = (event: object) => decode([event]).events[0]

test('identify names the person by user, device and what its traits say', () => {
  const event = one({
    ...{ type: 'identify', userId: 12, anonymousId: 'a', messageId: 'm' },
    traits: { phone: '138 0013 8000', email: 'A@B.cn', unionid: 'ou', openid: 'op', appid: 'wx1' },
  })
  expect(event?.identifiers).toEqual([
    { kind: 'user_id', scope: '', value: '12' },
    { kind: 'anonymous_id', scope: '', value: 'a' },
    { kind: 'unionid', scope: '', value: 'ou' },
    { kind: 'openid', scope: 'wx1', value: 'op' },
    { kind: 'phone', scope: '', value: '+8613800138000' },
    { kind: 'email', scope: '', value: 'a@b.cn' },
  ])
})

test('external ids of the context are identifiers, and so are those of our own list', () => {
  const event = one({
    ...{ type: 'track', event: 'x', anonymousId: 'a', messageId: 'm' },
    context: { externalIds: [{ id: 'wm1', type: 'external_userid', scope: 'corp' }] },
    identifiers: [{ kind: 'unionid', value: 'ou' }, { kind: 'shoe_size', value: '42' }, null],
  })
  expect(event?.identifiers.map(({ kind, scope }) => `${kind}@${scope}`)).toEqual([
    ...['anonymous_id@', 'unionid@', 'external_userid@corp'],
  ])
})

test('alias links the user with what it was known by', () => {
  const event = one({ type: 'alias', userId: 'u', previousId: 'a', messageId: 'm' })
  expect(event?.links).toEqual([
    {
      a: { kind: 'user_id', scope: '', value: 'u' },
      b: { kind: 'anonymous_id', scope: '', value: 'a' },
    },
  ])
  expect(one({ type: 'alias', userId: 'u', previousId: 'u' })?.links).toEqual([])
})

test('a page takes its address from the context, and its campaign too', () => {
  const event = one({
    ...{ type: 'page', anonymousId: 'a', messageId: 'm', name: 'Home' },
    context: { page: { url: 'https://x/', title: 'X' }, campaign: { name: 'c', source: 'xhs' } },
  })
  expect(event?.event).toBe('page_viewed')
  expect(event?.properties).toMatchObject({
    ...{ url: 'https://x/', title: 'X', name: 'Home', utm_campaign: 'c', utm_source: 'xhs' },
  })
})

test('a campaign is found in the search of a page too, whose address may be told without it', () => {
  const event = one({
    ...{ type: 'page', anonymousId: 'a', messageId: 'm' },
    context: { page: { url: 'https://x/book', search: '?utm_source=xhs&gclid=g' } },
  })
  expect(event?.properties).toMatchObject({ utm_source: 'xhs', gclid: 'g' })
})

test('without a message id, a time makes a repeat a repeat; without that, the place counts', () => {
  const timed = { type: 'track', event: 'x', userId: 'u', timestamp: '2026-03-02T01:00:00Z' }
  const again = { ...timed, sentAt: '2026-03-02T01:30:00Z', _metadata: { retryCount: 2 } }
  expect(one(timed)?.messageId).toBe(one(again)?.messageId)
  const untimed = { type: 'track', event: 'x', userId: 'u' }
  expect(decode([untimed, untimed]).events.map((event) => event?.messageId)).toEqual([
    ...['p7-0', 'p7-1'],
  ])
})

test.each([
  ['web', { context: { library: { name: 'analytics.js' } } }],
  ['h5', { context: { userAgent: 'x MicroMessenger/8.0' } }],
  ['mini_program', { context: { userAgent: 'x MicroMessenger/8.0 miniProgram/wx1' } }],
  ['app', { context: { library: { name: 'analytics-ios' } } }],
  ['app', { channel: 'mobile' }],
  ['server', { context: { library: { name: '@segment/analytics-node' } } }],
  ['server', {}],
])('the channel is %s', (channel, more) =>
  expect(one({ type: 'track', event: 'x', userId: 'u', ...more })?.channel).toBe(channel),
)

test('decoding is a function of what was sent: twice the same', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), (batch, sentAt) => {
      expect(decode(batch, sentAt)).toEqual(decode(batch, sentAt))
    }),
  )
})
