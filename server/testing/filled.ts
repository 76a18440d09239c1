import { addMs, DAY_MS } from '#kernel/time.ts'
import { ok } from './outsider.ts'
import type { Outsider } from './outsider.ts'

/** A word that stands in everything this workspace keeps, so that a leak can be found by reading. */
export const SECRET = '秘密潮汐'

/** One pixel. */
export const SMALLEST_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

export type Ids = Readonly<Record<string, string>>

/** One of everything, made by the public API. Answers its ids by the names routes give them. */
export async function fill(own: Outsider, at: Date): Promise<Ids> {
  const post = async (path: string, body: object) => ok(await own.send('POST', path, body))
  const idOf = async (path: string, body: object, field = 'id') =>
    String((await post(path, body))[field])

  await own.collect([
    {
      ...{ type: 'identify', messageId: 'wall-1', anonymousId: 'wall-anon', userId: 'wall-user' },
      traits: { name: SECRET, phone: '13800138000', unionid: 'wall-union' },
    },
    {
      ...{ type: 'track', event: 'product_viewed', messageId: 'wall-2', userId: 'wall-user' },
      properties: { name: SECRET },
    },
  ])
  const personId = (await own.personOf('user_id', 'wall-user')) ?? ''
  const graph = ok<{ edges: { evidenceId: string }[]; nodes: { identId: string }[] }>(
    await own.get(`/api/identity/people/${personId}/graph`),
  )
  await own.collect([
    {
      ...{ type: 'track', event: 'app_launched', messageId: 'wall-3', anonymousId: 'wall-left' },
      identifiers: [{ kind: 'device_id', value: 'wall-device' }],
    },
  ])
  const identOf = async (kind: string, value: string) =>
    ok<Ids>(await own.get(`/api/identity/lookup?kind=${kind}&value=${value}`)).identId
  const forbidden = {
    ...{ a: await identOf('anonymous_id', 'wall-left'), why: SECRET },
    b: await identOf('device_id', 'wall-device'),
  }
  const { actionId } = await post('/api/identity/forbidden', forbidden)
  await post('/api/people/tags', { personIds: [personId], tag: SECRET })
  const contentId = await idOf('/api/content/items', { kind: 'text', title: SECRET, body: SECRET })
  await post(`/api/content/items/${contentId}/status`, { act: 'publish' })
  await post('/api/content/links', {
    targetUrl: 'https://shop.example/a',
    properties: { content_id: contentId, note: SECRET },
  })
  const predicate = { kind: 'tag', tag: SECRET }
  const segmentId = await idOf(
    '/api/segments',
    { name: SECRET, predicate, live: true },
    'segmentId',
  )
  const coupon = { name: SECRET, valueFen: 500, stock: 10, limitPerPerson: 9, validDays: 30 }
  const couponId = await idOf('/api/coupons', coupon)
  const granted = await post(`/api/coupons/${couponId}/grants`, { personIds: [personId], key: 'k' })
  const [grant] = granted.items as { grantId: string; code: string }[]
  const nodes = [
    { id: 'in', kind: 'segment_entered', config: { segmentId, letIn: 'everyone' }, x: 0, y: 0 },
    { id: 'hold', kind: 'wait', config: { amount: 300, unit: 'days' }, x: 1, y: 0 },
    { id: 'end', kind: 'exit', config: {}, x: 2, y: 0 },
  ]
  const edges = [
    { from: 'in', exit: 'entered', to: 'hold' },
    { from: 'hold', exit: 'waited', to: 'end' },
  ]
  const journeyId = await idOf('/api/journeys', { name: SECRET, graph: { nodes, edges } })
  await post(`/api/journeys/${journeyId}/publish`, {})
  const rules = {
    ...{ inviterCouponId: couponId, inviteeCouponId: couponId, maxRewardsPerInviter: 2 },
    readableRules: `${SECRET}好友首单支付后双方各得一张券。`,
  }
  const gameId = await idOf('/api/fission/games', { name: SECRET, rules }, 'gameId')
  await post(`/api/fission/games/${gameId}/publish`, {})
  const identifiers = [{ kind: 'user_id', value: 'wall-user' }]
  const code = await idOf(`/api/fission/games/${gameId}/invitations`, { identifiers }, 'code')
  const orderId = 'wall-order'
  const order = await post('/api/orders', {
    ...{ orderId, paidAt: at.toISOString(), payFen: 9_900, identifiers },
    products: [{ productId: 'wall-product', name: SECRET }],
  })
  await own.settled(order.position)
  const productId = 'wall-product'
  ok(await own.send('PUT', `/api/products/${productId}`, { name: SECRET }))
  const account = { platform: 'xiaohongshu', name: SECRET }
  const accountId = await idOf('/api/entry/accounts', account)
  const postId = await idOf('/api/entry/posts', {
    ...{ accountId, title: SECRET, targetUrl: 'https://shop.example/p' },
  })
  const connectionId = await idOf('/api/entry/connections', {
    ...{ kind: 'sms', url: 'http://127.0.0.1:9/send', key: SECRET, name: SECRET },
  })
  const groupCode = await post('/api/entry/group-codes', {
    ...{ name: SECRET, kind: 'live' },
    place: { kind: 'uploaded', picture: SMALLEST_PNG, expiresAt: addMs(at, DAY_MS).toISOString() },
  })
  const [place] = groupCode.places as Ids[]
  const broadcastId = await idOf('/api/deliver/broadcasts', {
    ...{ name: SECRET, segmentId, contentId, carriers: ['email'] },
  })
  const member = { email: 'wall@siyu.test', name: SECRET, role: 'operator' }
  const invited = await post('/api/members', member)
  const keyId = String(
    ((await post('/api/keys', { name: SECRET, scopes: ['profile:read'] })).view as Ids).id,
  )
  const writeKeyId = await idOf('/api/collect/write-keys', { name: SECRET })
  const namedEventId = await idOf('/api/collect/named-events', {
    ...{ name: 'wall_named', label: SECRET, rule: { base: 'element_clicked', where: [] } },
  })
  const hookId = await idOf('/api/collect/hooks', { name: SECRET })
  return {
    ...{ personId, contentId, segmentId, couponId, journeyId, gameId, code, orderId, productId },
    ...{ accountId, postId, connectionId, broadcastId, keyId, writeKeyId, namedEventId, hookId },
    ...{ groupCodeId: String(groupCode.id), placeId: place?.id ?? '' },
    actionId: String(actionId),
    evidenceId: graph.edges[0]?.evidenceId ?? '',
    identId: graph.nodes[0]?.identId ?? '',
    grantId: grant?.grantId ?? '',
    grantCode: grant?.code ?? '',
    userId: (invited.member as Ids).userId ?? '',
  }
}
