import { afterAll, beforeAll, expect, test } from 'vitest'
import { addMs, DAY_MS } from '#kernel/time.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { SECRET, SMALLEST_PNG, fill } from './testing/filled.ts'
import type { Ids } from './testing/filled.ts'
import { ok, outsider } from './testing/outsider.ts'
import type { Outsider } from './testing/outsider.ts'
import { routes } from './testing/routes.ts'
import type { Route } from './testing/routes.ts'

/** Another workspace's ids open nothing: every route that takes one is called with a real one. */

let server: TestServer
let own: Outsider
let stranger: Outsider
let ids: Ids

beforeAll(async () => {
  server = await testServer()
  own = await outsider(server, SECRET)
  stranger = await outsider(server, '隔壁')
  ids = await fill(own, server.clock.now())
})
afterAll(() => server[Symbol.asyncDispose]())

/** What `{id}` stands for, by the folder it stands in. */
const MEANT: readonly [RegExp, string][] = [
  [/^\/collect\/write-keys/, 'writeKeyId'],
  [/^\/collect\/named-events/, 'namedEventId'],
  [/^\/collect\/hooks/, 'hookId'],
  [/^\/identity\/evidence/, 'evidenceId'],
  [/^\/identity\/actions/, 'actionId'],
  [/^\/content\/items/, 'contentId'],
  [/^\/entry\/connections/, 'connectionId'],
  [/^\/entry\/posts/, 'postId'],
  [/^\/entry\/group-codes/, 'groupCodeId'],
  [/^\/coupons/, 'couponId'],
  [/^\/coupon-grants/, 'grantId'],
  [/^\/deliver\/broadcasts/, 'broadcastId'],
  [/^\/journeys/, 'journeyId'],
  [/^\/keys/, 'keyId'],
]

/**
 * Made in WeCom, by its callbacks, or by people who sign in, so no workspace of this test has one.
 * Views have their wall in `governance/saved-views.pg.test.ts`, data alarms theirs in
 * `collect/alarms/alarms.pg.test.ts`.
 */
const NOT_HERE = /^\/(entry\/codes|community\/(callbacks|groups)|views|collect\/alarm)/

const OTHERS: Ids = { act: 'end', version: '1', nodeId: 'hold', playbook: 'none' }

const meantBy = (path: string, name: string): string =>
  (name === 'id'
    ? MEANT.find(([at]) => at.test(path))?.[1]
    : name === 'otherId'
      ? 'segmentId'
      : name) ?? ''

const addressed = (route: Route) =>
  `/api${route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = OTHERS[name] ?? ids[meantBy(route.path, name)]
    if (!value) throw new Error(`${route.name}: this test knows no {${name}}; teach it one`)
    return encodeURIComponent(value)
  })}`

const who = () => [{ kind: 'user_id', value: 'stranger' }]
const lifecycle = { predicate: { kind: 'tag', tag: 'x' }, name: 'x' }

const place = () => ({
  ...{ kind: 'uploaded', picture: SMALLEST_PNG },
  expiresAt: addMs(server.clock.now(), DAY_MS).toISOString(),
})

/** A body that would do, so that the wall answers and not the validation. */
const BODIES: Readonly<Record<string, () => object>> = {
  'collect.changeNamedEvent': () => ({
    label: 'x',
    rule: { base: 'element_clicked', where: [] },
  }),
  'collect.restoreNamedEvent': () => ({ version: 1 }),
  'collect.changeHook': () => ({
    ...{ version: 1, scheme: { kind: 'none' } },
    mapping: { events: '', cases: [] },
  }),
  'identity.split': () => ({ identIds: [ids.identId] }),
  'profile.setAttributes': () => ({ attributes: { name: 'x' } }),
  'profile.setConsent': () => ({ carrier: 'all', optedOut: true }),
  'audience.changeSegment': () => lifecycle,
  'audience.setSegmentState': () => ({ state: 'archived' }),
  'content.updateItem': () => ({ kind: 'text', title: 'x', body: 'x' }),
  'content.moveItem': () => ({ act: 'archive' }),
  'entry.changeGroupCode': () => ({ name: 'x' }),
  'entry.addGroupPlace': () => ({ place: place() }),
  'entry.changeGroupPlace': () => ({ place: place() }),
  'entry.orderGroupPlaces': () => ({ placeIds: [ids.placeId] }),
  'entry.setPostFigures': () => ({ reads: 1 }),
  'commerce.saveProduct': () => ({ name: 'x' }),
  'loyalty.moveCoupon': () => ({ act: 'end' }),
  'loyalty.changeStock': () => ({ change: 1, key: 'x' }),
  'loyalty.grantCoupons': () => ({ personIds: [ids.personId], key: 'x' }),
  'loyalty.revokeGrant': () => ({ reason: 'x' }),
  'fission.changeGame': () => ({
    name: 'x',
    rules: {
      inviterCouponId: ids.couponId,
      inviteeCouponId: ids.couponId,
      readableRules: '好友首单支付后双方各得一张券。',
    },
  }),
  'fission.invite': () => ({ identifiers: who() }),
  'fission.accept': () => ({ identifiers: who() }),
  'governance.changeRole': () => ({ role: 'analyst' }),
}

/** Ids in the body of a route whose address has none. */
const IN_BODIES: readonly [string, string, () => object][] = [
  ['POST', '/api/identity/merge', () => ({ a: ids.personId, b: ids.personId })],
  ['POST', '/api/people/tags', () => ({ personIds: [ids.personId], tag: 'x' })],
  ['POST', '/api/people/tags/remove', () => ({ personIds: [ids.personId], tag: SECRET })],
  ['POST', '/api/content/links', () => ({ targetUrl: 'https://a.b/', personId: ids.personId })],
  [
    'POST',
    '/api/entry/posts',
    () => ({ accountId: ids.accountId, title: 'x', targetUrl: 'https://a.b/' }),
  ],
  ['PUT', '/api/entry/greeting', () => ({ text: 'x', contentId: ids.contentId })],
  [
    'POST',
    '/api/orders/refunds',
    () => ({
      orderId: ids.orderId,
      refundId: 'x',
      refundFen: 1,
      refundedAt: server.clock.now().toISOString(),
    }),
  ],
  ['POST', '/api/coupon-grants/redeem', () => ({ code: ids.grantCode })],
  [
    'POST',
    '/api/deliver/broadcasts/plan',
    () => ({ segmentId: ids.segmentId, contentId: ids.contentId, carriers: ['sms'] }),
  ],
  [
    'POST',
    '/api/deliver/broadcasts',
    () => ({ name: 'x', segmentId: ids.segmentId, contentId: ids.contentId, carriers: ['sms'] }),
  ],
  [
    'POST',
    '/api/segments/preview',
    () => ({ predicate: { kind: 'segment', segmentId: ids.segmentId } }),
  ],
  [
    'POST',
    '/api/fission/games',
    () => ({
      name: 'x',
      rules: {
        inviterCouponId: ids.couponId,
        inviteeCouponId: ids.couponId,
        readableRules: '好友首单支付后双方各得一张券。',
      },
    }),
  ],
]

const IN_QUERIES = () => [
  `/api/identity/explain?a=${ids.identId}&b=${ids.identId}`,
  `/api/identity/lookup?kind=user_id&value=wall-user`,
  `/api/orders?personId=${ids.personId}`,
  `/api/coupon-grants?couponId=${ids.couponId}`,
  `/api/coupon-grants?personId=${ids.personId}`,
  `/api/deliver/letters?personId=${ids.personId}`,
  `/api/deliver/letters?campaignId=${ids.broadcastId}`,
  `/api/entry/posts?accountId=${ids.accountId}`,
  `/api/content/links?contentId=${ids.contentId}`,
  `/api/collect/live?person=${ids.personId}`,
  `/api/audit?subjectId=${ids.segmentId}`,
]

const withIds = routes.filter(
  ({ path }) => path.includes('{') && !NOT_HERE.test(path) && !path.includes('{playbook}'),
)
const reads = withIds.filter(({ method }) => method === 'GET')

/** All that the workspace's own reads answer, without the instant they were asked at. */
async function everything(): Promise<Record<string, unknown>> {
  const lists = routes.filter(({ method, path }) => method === 'GET' && !path.includes('{'))
  const quiet = lists.filter(
    ({ name }) => !/settled|explain|lookup|audit|Audit|clock|overview|Keys|live/.test(name),
  )
  const seen: Record<string, unknown> = {}
  for (const route of [...quiet, ...reads]) {
    const { status, body } = await own.get(addressed(route))
    // A preview's pass is made anew whenever it is asked for.
    const { asOf: _asOf, previews: _previews, until: _until, ...rest } = body
    seen[route.name] = { status, rest }
  }
  return seen
}

test('the owner of the ids reads what they stand for', async () => {
  for (const route of reads) {
    const { status, body } = await own.get(addressed(route))
    expect([route.name, status, JSON.stringify(body).slice(0, 300)]).toEqual([
      route.name,
      200,
      expect.anything(),
    ])
  }
})

test('from another workspace every one of them is unknown, and nothing behind them moves', async () => {
  const before = await everything()
  const leaks: unknown[] = []
  const judge = (title: string, status: number, body: object) => {
    const text = JSON.stringify(body)
    const quietly = status === 404 || status === 409 || status === 422 || status < 300
    if (!quietly || text.includes(SECRET)) leaks.push([title, status, text.slice(0, 300)])
  }
  for (const route of withIds) {
    const body = BODIES[route.name]?.() ?? {}
    const answer =
      route.method === 'GET'
        ? await stranger.get(addressed(route))
        : await stranger.send(route.method, addressed(route), body)
    judge(route.name, answer.status, answer.body)
  }
  for (const [method, path, body] of IN_BODIES) {
    const answer = await stranger.send(method, path, body())
    judge(`${method} ${path}`, answer.status, answer.body)
  }
  for (const path of IN_QUERIES()) {
    const answer = await stranger.get(path)
    judge(path, answer.status, answer.body)
    const items = (answer.body.items ?? []) as unknown[]
    expect([path, items.length]).toEqual([path, 0])
  }
  await server.settle()
  expect(leaks).toEqual([])
  expect(await everything()).toEqual(before)
})

test('writes with another workspace’s ids are refused, not quietly taken', async () => {
  const taken: unknown[] = []
  // A product's and an order's number are the workspace's own words: the stranger may use them too.
  const ownWords = new Set(['commerce.saveProduct'])
  for (const route of withIds.filter(
    ({ method, name }) => method !== 'GET' && !ownWords.has(name),
  )) {
    const answer = await stranger.send(route.method, addressed(route), BODIES[route.name]?.() ?? {})
    if (answer.status !== 404) taken.push([route.name, answer.status, answer.body])
  }
  expect(taken).toEqual([])
})

test('its lists begin empty', async () => {
  const fresh = await outsider(server, '新来的')
  for (const route of routes.filter((it) => it.method === 'GET' && !it.path.includes('{'))) {
    const { status, body } = await fresh.get(`/api${route.path}`)
    if (status !== 200) continue
    expect([route.name, JSON.stringify(body)]).toEqual([
      route.name,
      expect.not.stringContaining(SECRET),
    ])
  }
  expect(ok(await fresh.get('/api/people')).items).toEqual([])
})
