import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, addHours, addMinutes } from '#kernel/time.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { ok, outsider } from './testing/outsider.ts'
import type { Outsider } from './testing/outsider.ts'

/** The second half of the loop, over HTTP alone: content, orders, friends brought, and credit. */

let server: TestServer
let shop: Outsider

beforeAll(async () => {
  server = await testServer()
  shop = await outsider(server, '潮汐书店')
})
afterAll(() => server[Symbol.asyncDispose]())

const PHONE = 'Mozilla/5.0 (iPhone) Safari MicroMessenger/8.0'

let n = 0
const track = (who: object, event: string, properties: object = {}, more: object = {}) => ({
  ...{ type: 'track', event, messageId: `loop-${n++}`, properties },
  ...{ timestamp: server.clock.now().toISOString(), ...who, ...more },
})
const get = async (path: string) => ok(await shop.get(path))
const post = async (path: string, body: object) => ok(await shop.send('POST', path, body))
const portrait = async (personId: string | undefined) => get(`/api/people/${personId}`)
const order = async (who: string, orderId: string, payFen: number, more: object = {}) => {
  const { position } = await post('/api/orders', {
    ...{ orderId, payFen, paidAt: server.clock.now().toISOString() },
    ...{ identifiers: [{ kind: 'user_id', value: who }], products: [] },
    ...more,
  })
  await shop.settled(position)
}
const period = () => ({
  from: addDays(server.clock.now(), -30).toISOString(),
  to: addDays(server.clock.now(), 1).toISOString(),
})

describe('content', () => {
  test('is clicked through a tracked link, and what she clicked raises her interest', async () => {
    const { id } = await post('/api/content/items', {
      ...{ kind: 'link', title: '新书上架', targetUrl: 'https://shop.example/new' },
      sceneTags: ['新书', '科幻'],
    })
    await post(`/api/content/items/${id}/status`, { act: 'publish' })
    await shop.collect([track({ userId: 'reader' }, 'app_launched')])
    const personId = await shop.personOf('user_id', 'reader')
    const { code } = await post('/api/content/links', {
      ...{ targetUrl: 'https://shop.example/new', personId },
      properties: { content_id: id, platform: 'xiaohongshu' },
    })
    const clicked = await server.app.request(`/l/${code}`, {
      headers: { 'user-agent': PHONE },
    })
    expect(clicked.status).toBe(302)
    expect(clicked.headers.get('location')).toContain('https://shop.example/new')
    await server.settle()
    expect(await get(`/api/content/items/${id}/statistics`)).toMatchObject({
      clicks: 1,
      clickers: 1,
    })
    const { interests } = await portrait(personId)
    expect((interests as { tag: string }[]).map((it) => it.tag).toSorted()).toEqual(
      ['新书', '科幻'].toSorted(),
    )
  })
})

describe('orders', () => {
  test('make a stage and a tier; a batch loses only what is bad; a refund takes all of it back', async () => {
    const at = server.clock.now().toISOString()
    const identifiers = [{ kind: 'user_id', value: 'buyer' }]
    const line = (orderId: string, payFen: unknown) => ({
      orderId,
      paidAt: at,
      payFen,
      identifiers,
      products: [],
    })
    const batch = await post('/api/orders/batch', {
      orders: [line('b-1', 20_000), line('b-2', 'much'), line('b-3', 15_000), line('b-1', 20_000)],
    })
    expect(batch).toMatchObject({
      accepted: 3,
      unchanged: 1,
      refused: [{ index: 1, field: 'payFen' }],
    })
    await shop.settled(batch.position)
    const personId = await shop.personOf('user_id', 'buyer')
    expect(await portrait(personId)).toMatchObject({
      stage: 'paying',
      tier: 'quality',
      orders: 2,
      paidFen: 35_000,
    })
    const refund = await post('/api/orders/refunds', {
      ...{ orderId: 'b-1', refundId: 'r-1', refundFen: 20_000, refundedAt: at },
    })
    await shop.settled(refund.position)
    expect(refund).toMatchObject({ refundedFen: 20_000, outcome: 'created' })
    expect(await portrait(personId)).toMatchObject({ tier: 'ordinary', orders: 1, paidFen: 15_000 })
    const again = await shop.send('POST', '/api/orders/refunds', {
      ...{ orderId: 'b-1', refundId: 'r-2', refundFen: 1, refundedAt: at },
    })
    expect([again.status, again.body.code]).toEqual([409, 'above_paid'])
  })

  test('sent as Segment events are the same orders', async () => {
    await shop.collect([
      track({ userId: 'seg-buyer' }, 'Order Completed', {
        order_id: 'sg-1',
        total: 88.5,
        products: [],
      }),
    ])
    expect(await get('/api/orders/sg-1')).toMatchObject({
      payFen: 8_850,
      state: 'paid',
      orderNumberOfPerson: 1,
    })
  })

  test('from a file keep their old times, count in every analysis, and trigger nothing', async () => {
    const graph = {
      nodes: [
        { id: 'in', kind: 'event', config: { event: 'order_paid' }, x: 0, y: 0 },
        { id: 'end', kind: 'exit', config: {}, x: 1, y: 0 },
      ],
      edges: [{ from: 'in', exit: 'entered', to: 'end' }],
    }
    const { id } = await post('/api/journeys', { name: '下单即进', graph })
    await post(`/api/journeys/${id}/publish`, {})
    const old = '2024-05-01T08:00:00.000Z'
    const answer = await shop.collect(
      [
        track(
          { userId: 'veteran' },
          'Order Completed',
          { order_id: 'old-1', total: 100 },
          { timestamp: old },
        ),
      ],
      '/v1/import',
    )
    expect(answer).toMatchObject({ accepted: 1, refused: [] })
    const personId = await shop.personOf('user_id', 'veteran')
    const { items } = await get(`/api/people/${personId}/timeline`)
    expect(items).toMatchObject([{ event: 'order_paid', at: old, history: true }])
    expect(await get('/api/orders/old-1')).toMatchObject({ paidAt: old, history: true })
    expect(await get(`/api/journey/people/${personId}`)).toMatchObject({ items: [] })
    expect(await portrait(personId)).toMatchObject({ stage: 'lost', tier: 'lost', orders: 1 })
    const query = new URLSearchParams({ from: '2024-04-01T00:00:00Z', to: '2024-06-01T00:00:00Z' })
    const { days } = await get(`/api/insight/overview?${query}`)
    expect((days as { netFen: number }[]).reduce((sum, day) => sum + day.netFen, 0)).toBe(10_000)
    await order('novice', 'new-1', 1_000)
    expect(
      (await get(`/api/journey/people/${await shop.personOf('user_id', 'novice')}`)).items,
    ).toHaveLength(1)
  })
})

describe('bringing a friend', () => {
  test('gives both a coupon when the first order is paid, and takes both back when it is refunded', async () => {
    const coupon = async (name: string) =>
      String(
        (
          await post('/api/coupons', {
            name,
            valueFen: 500,
            stock: 5,
            limitPerPerson: 5,
            validDays: 30,
          })
        ).id,
      )
    const [inviterCouponId, inviteeCouponId] = [await coupon('邀请人'), await coupon('好友')]
    const { gameId } = await post('/api/fission/games', {
      name: '邀请有礼',
      rules: {
        inviterCouponId,
        inviteeCouponId,
        maxRewardsPerInviter: 5,
        readableRules: '好友首单支付后双方各得一张券。',
      },
    })
    await post(`/api/fission/games/${gameId}/publish`, {})
    const one = (value: string) => ({ identifiers: [{ kind: 'user_id', value }] })
    const { code } = await post(`/api/fission/games/${gameId}/invitations`, one('host'))
    expect(await post(`/api/fission/invitations/${code}/accept`, one('friend'))).toMatchObject({
      outcome: 'accepted',
    })
    await order('friend', 'f-1', 6_000)
    const balances = async (id: string) => (await get(`/api/coupons/${id}`)).balances
    for (const id of [inviterCouponId, inviteeCouponId])
      expect(await balances(id)).toMatchObject({ stock: 4, held: 1 })
    const { position } = await post('/api/orders/refunds', {
      ...{ orderId: 'f-1', refundId: 'fr-1', refundFen: 6_000 },
      refundedAt: server.clock.now().toISOString(),
    })
    await shop.settled(position)
    for (const id of [inviterCouponId, inviteeCouponId]) {
      expect(await balances(id)).toMatchObject({ held: 0, issued: 5 })
      expect((await get(`/api/coupons/${id}/ledger`)).reconciles).toBe(true)
    }
    const tree = await get(`/api/fission/games/${gameId}/tree`)
    expect(tree.rewards).toMatchObject([{ state: 'revoked', orderId: 'f-1' }])
  })
})

describe('what came of it', () => {
  test('is credited first and last to channel, post, content; as of then, later clicks do not count', async () => {
    const account = await post('/api/entry/accounts', {
      platform: 'xiaohongshu',
      name: '潮汐小红书',
    })
    const { id: contentId } = await post('/api/content/items', {
      kind: 'link',
      title: '书单',
      targetUrl: 'https://shop.example/list',
    })
    await post(`/api/content/items/${contentId}/status`, { act: 'publish' })
    const postOf = async (title: string) =>
      post('/api/entry/posts', {
        accountId: account.id,
        title,
        contentId,
        targetUrl: 'https://shop.example/list',
      })
    const [first, last] = [await postOf('第一篇'), await postOf('第二篇')]
    const clickBy = async (link: unknown, cookie?: string) => {
      const path = new URL(String(link)).pathname
      const headers = { 'user-agent': PHONE, ...(cookie && { cookie }) }
      const response = await server.app.request(path, { headers })
      await server.settle()
      return cookie ?? response.headers.get('set-cookie')?.split(';')[0] ?? ''
    }
    await shop.moveTo(addMinutes(server.clock.now(), 1))
    const began = server.clock.now()
    const cookie = await clickBy(first.trackedUrl)
    await shop.moveTo(addHours(began, 1))
    await clickBy(last.trackedUrl, cookie)
    const anonymousId = cookie.split('=')[1]
    await shop.collect([
      { type: 'identify', messageId: `loop-${n++}`, anonymousId, userId: 'from-post' },
    ])
    await shop.moveTo(addHours(began, 2))
    await order('from-post', 'attributed-1', 12_300)
    const credited = async (dimension: string, model: string, more: object = {}) => {
      const from = began.toISOString()
      const { rows } = await post('/api/insight/attribution', {
        ...period(),
        from,
        dimension,
        model,
        ...more,
      })
      return (rows as { key: string; orders: number; netFen: number }[]).filter(
        (it) => it.key !== '' && it.orders > 0,
      )
    }
    expect(await credited('post', 'first')).toMatchObject([
      { key: first.id, orders: 1, netFen: 12_300 },
    ])
    expect(await credited('post', 'last')).toMatchObject([
      { key: last.id, orders: 1, netFen: 12_300 },
    ])
    expect(await credited('content', 'last')).toMatchObject([{ key: contentId, orders: 1 }])
    expect(await credited('account', 'first')).toMatchObject([{ key: account.id, orders: 1 }])
    expect(await credited('channel', 'first')).toHaveLength(1)
    const asOf = addMinutes(began, 90).toISOString()
    expect(await credited('post', 'last', { asOf })).toEqual([])
    const trace = await get('/api/insight/attribution/orders/attributed-1')
    expect((trace.touches as object[]).length).toBe(2)
    const funnel = {
      ...period(),
      from: began.toISOString(),
      steps: [{ event: 'link_clicked' }, { event: 'order_paid' }],
    }
    const answer = await post('/api/insight/funnel', funnel)
    expect(answer.steps).toMatchObject([{ people: 1 }, { people: 1, fromFirstPercent: 100 }])
    expect((await post('/api/insight/funnel', { ...funnel, asOf })).steps).toMatchObject([
      { people: 1 },
      { people: 0 },
    ])
    const overview = await get(`/api/insight/overview?${new URLSearchParams(period())}`)
    for (const metric of overview.metrics as { definition: string }[])
      expect(metric.definition).not.toBe('')
    expect(overview.freshness).toMatchObject({
      asOf: expect.any(String),
      latestEventAt: expect.any(String),
    })
  })
})
