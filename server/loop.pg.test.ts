import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, addHours, addMinutes } from '#kernel/time.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { installationKey, ok, outsider } from './testing/outsider.ts'
import type { Outsider } from './testing/outsider.ts'

/** The loop as somebody else's program goes round it: HTTP, a key, and nothing from inside. */

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

describe('a workspace', () => {
  test('is made by one call in less than a second, with keys that work at once', async () => {
    const owner = await installationKey(server)
    const started = performance.now()
    const made = ok<{ workspace: { id: string }; keys: { api: string; write: string } }>(
      await owner.send('POST', '/api/workspaces', { name: '新书店' }),
    )
    expect(performance.now() - started).toBeLessThan(1_000)
    const response = await server.app.request('/v1/batch', {
      method: 'POST',
      body: JSON.stringify({ batch: [track({ anonymousId: 'first' }, 'app_launched')] }),
      headers: { authorization: `Basic ${btoa(`${made.keys.write}:`)}` },
    })
    expect(response.status).toBe(200)
    const people = await server.app.request('/api/people', {
      headers: { authorization: `Bearer ${made.keys.api}` },
    })
    expect(people.status).toBe(200)
  })
})

describe('one person', () => {
  const seen = (id: string): object[][] => [
    [
      {
        ...{ type: 'page', messageId: `${id}-page`, anonymousId: `${id}-anon` },
        properties: {
          url: 'https://shop.example/?post=p1',
          platform: 'xiaohongshu',
          post_id: 'p1',
        },
      },
    ],
    [
      {
        ...{ type: 'identify', messageId: `${id}-app`, anonymousId: `${id}-anon` },
        ...{ userId: `${id}-user`, traits: { unionid: `${id}-union`, name: '林' } },
      },
    ],
    [
      {
        ...{ type: 'identify', messageId: `${id}-mini`, anonymousId: `${id}-mini-anon` },
        traits: { unionid: `${id}-union`, openid: `${id}-open-1`, appid: 'wx-mini' },
      },
    ],
    [
      {
        ...{ type: 'identify', messageId: `${id}-oa`, anonymousId: `${id}-oa-anon` },
        traits: { unionid: `${id}-union`, openid: `${id}-open-2`, appid: 'wx-oa' },
      },
    ],
    [
      {
        ...{ type: 'identify', messageId: `${id}-phone`, userId: `${id}-user` },
        traits: { phone: `139${String(10_000_000 + id.length * 1_111 + n++)}` },
      },
    ],
    [
      {
        ...{ type: 'alias', messageId: `${id}-alias`, userId: `${id}-user` },
        previousId: `${id}-old-anon`,
      },
    ],
    [
      {
        ...{ type: 'track', event: 'app_launched' },
        messageId: `${id}-old`,
        anonymousId: `${id}-old-anon`,
      },
    ],
  ]
  const graphOf = async (id: string) => {
    const personId = await shop.personOf('user_id', `${id}-user`)
    const graph = await get(`/api/identity/people/${personId}/graph`)
    const nodes = graph.nodes as { kind: string; scope: string; value: string; identId: string }[]
    return { personId, nodes, kinds: nodes.map((it) => `${it.kind}:${it.scope}`).toSorted() }
  }
  const ORDERS: Record<string, (parts: object[][]) => object[][]> = {
    forwards: (parts) => parts,
    backwards: (parts) => parts.toReversed(),
    shuffled: (parts) => [3, 0, 6, 2, 5, 1, 4].map((i) => parts[i] ?? []),
    'in one batch': (parts) => [parts.flat()],
  }

  test('has all her identifiers, in whatever order they arrived', async () => {
    const kinds: string[][] = []
    for (const [name, arrange] of Object.entries(ORDERS)) {
      const id = `she-${name.replaceAll(' ', '-')}`
      for (const batch of arrange(seen(id))) expect((await shop.collect(batch)).refused).toEqual([])
      const { personId, kinds: found } = await graphOf(id)
      kinds.push(found)
      const timeline = await get(`/api/people/${personId}/timeline`)
      const messages = (timeline.items as { messageId: string }[]).map((it) => it.messageId)
      expect(messages.toSorted()).toEqual(
        ['page', 'app', 'mini', 'oa', 'phone', 'alias', 'old']
          .map((it) => `${id}-${it}`)
          .toSorted(),
      )
      expect(await portrait(personId)).toMatchObject({ name: '林', stage: 'new', tier: null })
    }
    expect(kinds[0]).toEqual(
      expect.arrayContaining(['openid:wx-mini', 'openid:wx-oa', 'phone:', 'unionid:', 'user_id:']),
    )
    expect(kinds).toEqual(kinds.map(() => kinds[0]))
  })

  test('is told why she is one, and a wrong part of her is split off with its history', async () => {
    const { personId, nodes } = await graphOf('she-forwards')
    const union = nodes.find((it) => it.kind === 'unionid')
    const open = nodes.find((it) => it.value === 'she-forwards-open-2')
    const why = await get(`/api/identity/explain?a=${union?.identId}&b=${open?.identId}`)
    expect(why.onePerson).toBe(true)
    expect((why.chain as object[]).length).toBeGreaterThan(0)
    const wrong = nodes.filter((it) =>
      ['she-forwards-open-2', 'she-forwards-oa-anon'].includes(it.value),
    )
    const split = await post(`/api/identity/people/${personId}/split`, {
      identIds: wrong.map((it) => it.identId),
      why: '两个人共用一部手机',
    })
    await server.settle()
    expect(split.splitOff).toHaveLength(1)
    const other = await shop.personOf('openid', 'she-forwards-open-2', 'wx-oa')
    expect(other).not.toBe(personId)
    const messagesOf = async (id: string | undefined) =>
      ((await get(`/api/people/${id}/timeline`)).items as { messageId: string }[]).map(
        (it) => it.messageId,
      )
    expect(await messagesOf(other)).toEqual(['she-forwards-oa'])
    expect(await messagesOf(personId)).not.toContain('she-forwards-oa')
    const after = await get(`/api/identity/explain?a=${union?.identId}&b=${open?.identId}`)
    expect(after).toMatchObject({ onePerson: false, chain: [] })
  })

  test('counts once, however often she is told of', async () => {
    const [event] = [track({ userId: 'once' }, 'product_viewed', { product_id: 'b1' })]
    await Promise.all([shop.collect([event, event]), shop.collect([event]), shop.collect([event])])
    const personId = await shop.personOf('user_id', 'once')
    expect((await get(`/api/people/${personId}/timeline`)).items).toHaveLength(1)
  })
})

describe('a segment', () => {
  test('says how many it holds for, and once live its members follow events, with reasons', async () => {
    const predicate = {
      kind: 'and',
      of: [
        {
          ...{ kind: 'event', event: 'product_viewed', count: { op: 'gte', n: 2 } },
          where: [{ path: 'category', test: { op: 'is', value: '小说' } }],
          window: { kind: 'within_days', days: 3 },
        },
        {
          kind: 'not',
          of: {
            kind: 'event',
            event: 'order_paid',
            where: [],
            count: { op: 'gte', n: 1 },
            window: { kind: 'ever' },
          },
        },
      ],
    }
    const view = (who: string) => track({ userId: who }, 'Product Viewed', { category: '小说' })
    await shop.collect([view('seg-a'), view('seg-a'), view('seg-b')])
    expect(await post('/api/segments/preview', { predicate })).toMatchObject({ count: 1 })
    const { segmentId } = await post('/api/segments', {
      name: '看了两本小说',
      predicate,
      live: true,
    })
    await server.settle()
    const members = async () =>
      ((await get(`/api/segments/${segmentId}/members`)).items as { personId: string }[]).map(
        (it) => it.personId,
      )
    const [a, b] = [
      await shop.personOf('user_id', 'seg-a'),
      await shop.personOf('user_id', 'seg-b'),
    ]
    expect(await members()).toEqual([a])
    await shop.collect([view('seg-b')])
    expect((await members()).toSorted()).toEqual([a, b].toSorted())
    const why = await get(`/api/segments/${segmentId}/explain/${b}`)
    expect(why).toMatchObject({ member: true, explanation: { holds: true } })
    const asked = server.clock.now()
    await shop.moveTo(addHours(asked, 1))
    await order('seg-a', 'seg-order', 5_000)
    expect(await members()).toEqual([b])
    // By time alone: three days later nobody has seen two in three days.
    await shop.moveTo(addDays(asked, 4))
    expect(await members()).toEqual([])
    const past = await post('/api/segments/preview', { predicate, asOf: asked.toISOString() })
    expect(past).toMatchObject({ count: 2, asOf: asked.toISOString() })
  })
})

describe('a segment of numbers', () => {
  test('holds in the preview for whom it holds when her events arrive', async () => {
    const happening = (where: object[]) => ({
      ...{ kind: 'event', event: 'product_viewed', count: { op: 'gte', n: 1 } },
      ...{ window: { kind: 'ever' }, where },
    })
    const predicate = {
      kind: 'and',
      of: [
        happening([{ path: 'price_fen', test: { op: 'gte', value: 5_000 } }]),
        happening([{ path: 'shelf', test: { op: 'is', value: 7 } }]),
        happening([{ path: 'weight', test: { op: 'lt', value: 0.5 } }]),
      ],
    }
    const { segmentId } = await post('/api/segments', { name: '看过贵书', predicate, live: true })
    await server.settle()
    const properties = { price: 59.9, shelf: 7, weight: 0.25 }
    await shop.collect([track({ userId: 'rich' }, 'Product Viewed', properties)])
    expect(await post('/api/segments/preview', { predicate })).toMatchObject({ count: 1 })
    const personId = await shop.personOf('user_id', 'rich')
    const { items } = await get(`/api/people/${personId}/timeline`)
    expect(items).toMatchObject([{ properties: { ...properties, price_fen: 5_990 } }])
    expect((await get(`/api/segments/${segmentId}/members`)).items).toMatchObject([{ personId }])
  })
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
