import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, addHours } from '#kernel/time.ts'
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
    expect(new Set(await members())).toEqual(new Set([a, b]))
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
