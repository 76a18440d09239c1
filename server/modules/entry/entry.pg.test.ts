import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordEvents } from '#modules/collect/service.ts'
import { apiOf } from '#platform/testing/api.ts'
import type { Api } from '#platform/testing/api.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { stage } from '#world/testing.ts'
import type { Stage } from '#world/testing.ts'
import { addMinutes } from '#kernel/time.ts'
import { codeByState, connection, wecomClient, welcomeFor } from './service.ts'

let server: TestServer
let api: Api
let world: Stage
beforeAll(async () => {
  server = await testServer()
  api = await apiOf(server)
  world = await stage()
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const wecom = (over: Record<string, unknown> = {}) => ({
  kind: 'wecom',
  ...world.served.world.credentials.wecom,
  callbackToken: 'a token',
  baseUrl: world.served.wecomBase,
  ...over,
})

const newCode = (over: Record<string, unknown> = {}) => ({
  name: '门店台卡',
  staffUserids: ['linwanzhou'],
  welcomeText: '你好',
  ...over,
})

const open = (url: string, cookie = '') =>
  server.app.request(url.replace('http://siyu.test', ''), { headers: { cookie } })

test('a code needs a connection first, and says so', async () => {
  expect(await api.post('/api/entry/codes', newCode())).toMatchObject({
    status: 409,
    body: { code: 'wecom_not_connected' },
  })
})

test('a first connection without its secret names the field', async () => {
  expect(await api.post('/api/entry/connections', wecom({ secret: undefined }))).toMatchObject({
    status: 422,
    body: { errors: [{ field: 'secret' }] },
  })
})

test('secrets stay inside, survive a change that leaves them out, and can be tried', async () => {
  const made = await api.post('/api/entry/connections', wecom())
  expect(made.status).toBe(200)
  expect(JSON.stringify(made.body)).not.toContain(world.served.world.credentials.wecom.secret)
  expect(made.body.secretsKept).toEqual(['secret', 'callbackToken'])
  expect(made.body.callbackUrl).toBe(`http://siyu.test/callbacks/wecom/${String(made.body.id)}`)
  const changed = await api.post('/api/entry/connections', {
    ...wecom({ secret: undefined, callbackToken: undefined }),
    name: '潮汐书店企微',
  })
  expect(changed.body).toMatchObject({ id: made.body.id, name: '潮汐书店企微' })
  expect((await connection(api.ctx(), 'wecom'))?.callbackToken).toBe('a token')
  const tried = await api.post(`/api/entry/connections/${String(made.body.id)}/test`, {})
  expect(tried.body).toMatchObject({ testOk: true })
  await api.post('/api/entry/connections', wecom({ secret: 'wrong' }))
  const wrong = await api.post(`/api/entry/connections/${String(made.body.id)}/test`, {})
  expect(wrong.body.testOk).toBe(false)
  expect(wrong.body.testSays).toContain('40001')
  await api.post('/api/entry/connections', wecom())
})

test('thirty callers at once obtain one token between them', async () => {
  const session = () => wecomClient(api.ctx())
  const tokens = await Promise.all(
    Array.from({ length: 30 }, async () => {
      const s = (await session())!
      const token = await s.tokens.token(s.tokenKey, s.now(), s.obtainToken)
      return token.kind === 'ok' ? token.value : 'none'
    }),
  )
  expect(new Set(tokens).size).toBe(1)
})

test('a code is made in WeCom with a state of ours, greets its own way, and dies there too', async () => {
  const { status, body } = await api.post('/api/entry/codes', newCode())
  expect(status).toBe(200)
  expect(body).toMatchObject({ status: 'live', staffUserids: ['linwanzhou'] })
  const way = world.served.world.state.wecom.ways[String(body.configId)]
  expect(way).toMatchObject({ state: body.state, type: 2, user: ['linwanzhou'] })
  expect(String(body.state).length).toBeLessThanOrEqual(30)
  const touch = await codeByState(api.ctx(), String(body.state))
  expect(touch).toMatchObject({ codeId: body.id })
  const at = { staffUserid: 'linwanzhou', now: server.clock.now() }
  expect(await welcomeFor(api.ctx(), { ...at, codeId: touch?.codeId })).toEqual({ text: '你好' })
  await api.put('/api/entry/greeting', { text: '欢迎' })
  expect(await welcomeFor(api.ctx(), at)).toEqual({ text: '欢迎' })
  const response = await server.app.request(String(body.pageUrl).replace('http://siyu.test', ''))
  expect(await response.text()).toContain(String(body.qrCodeUrl).replaceAll('&', '&amp;'))
  expect(await (await open(String(body.printUrl))).text()).toContain('<svg')
})

test('what WeCom refuses leaves no code behind', async () => {
  const before = (await api.get('/api/entry/codes')).body.total
  const answer = await api.post('/api/entry/codes', newCode({ staffUserids: ['nobody'] }))
  expect(answer).toMatchObject({ status: 422, body: { code: 'wecom_refused' } })
  expect((await api.get('/api/entry/codes')).body.total).toBe(before)
})

test('when WeCom does not answer the code is kept, and a retry makes it', async () => {
  await api.post('/api/entry/connections', wecom({ baseUrl: 'http://127.0.0.1:9' }))
  const down = await api.post('/api/entry/codes', newCode({ name: '重试' }))
  expect(down).toMatchObject({ status: 503, body: { code: 'wecom_unreachable' } })
  await api.post('/api/entry/connections', wecom())
  const again = await api.post(`/api/entry/codes/${String(down.body.id)}/retry`, {})
  expect(again.body).toMatchObject({ status: 'live', failure: null })
})

test('a deleted code is gone in WeCom and shows nothing', async () => {
  const { body } = await api.post('/api/entry/codes', newCode({ name: '删除' }))
  const id = String(body.id)
  const gone = await server.rt.modules.find((m) => m.name === 'entry')!.handlers!.deleteCode!(
    api.ctx(),
    { id } as never,
  )
  expect(gone).toMatchObject({ status: 'deleted' })
  expect(world.served.world.state.wecom.ways[String(body.configId)]).toBeUndefined()
  expect((await open(String(body.pageUrl))).status).toBe(404)
})

test('a post has its own link, and one person is walked from it to her order', async () => {
  const account = (
    await api.post('/api/entry/accounts', { platform: 'xiaohongshu', name: '亲子书房' })
  ).body
  expect(account.platformName).toBe('Xiaohongshu (RED)')
  expect(
    (await api.post('/api/entry/accounts', { platform: 'xiaohongshu', name: '亲子书房' })).status,
  ).toBe(409)
  const code = (await api.post('/api/entry/codes', newCode({ name: '小红书' }))).body
  const post = (
    await api.post('/api/entry/posts', {
      accountId: account.id,
      title: '8本绘本',
      codeId: code.id,
      costFen: 80_000,
    })
  ).body
  expect(post.targetUrl).toBe(code.pageUrl)
  expect(await codeByState(api.ctx(), String(code.state))).toMatchObject({
    postId: post.id,
    platform: 'xiaohongshu',
  })

  const click = await open(String(post.trackedUrl))
  const cookie = click.headers.get('set-cookie')?.split(';')[0] ?? ''
  await open(click.headers.get('location') ?? '', cookie)
  await open(String(code.pageUrl))
  await server.moveTo(addMinutes(server.clock.now(), 1))
  const friend = { kind: 'external_userid' as const, scope: 'corp', value: 'wm-from-post' }
  const touch = {
    code_id: code.id,
    post_id: post.id,
    account_id: account.id,
    platform: 'xiaohongshu',
  }
  const later = (event: string, minutes: number, properties: Record<string, unknown>) => ({
    event,
    messageId: `path-${event}-${minutes}`,
    at: addMinutes(server.clock.now(), minutes),
    identifiers: [friend],
    properties,
  })
  await api
    .ctx()
    .transact((tx) =>
      recordEvents(
        tx,
        [
          later('wecom_friend_added', 0, { ...touch, state: code.state }),
          later('message_sent', 0, { carrier: 'wecom_welcome', letter_id: 'w' }),
          later('order_paid', 1, { order_id: 'P-1', pay_fen: 120_000 }),
          later('refund_completed', 2, { order_id: 'P-1', refund_id: 'r', refund_fen: 20_000 }),
        ],
        { source: 'test', channel: 'wecom' },
      ),
    )
  await server.moveTo(addMinutes(server.clock.now(), 5))
  const path = (await api.get(`/api/entry/codes/${String(code.id)}/path`)).body
  expect(path).toMatchObject({
    steps: [
      { step: 'scan', people: 2, times: 2 },
      { step: 'page', people: 0 },
      { step: 'add', people: 1 },
      { step: 'greeted', people: 1 },
      { step: 'next', people: 1 },
    ],
    next: { clicked: 0, ordered: 1 },
    left: 0,
  })
  for (const by of ['post', 'account', 'platform']) {
    const figures = (await api.get(`/api/entry/figures?by=${by}`)).body
    expect(figures.items).toMatchObject([
      {
        ...{ clicks: 1, adds: 1, orders: 1, buyers: 1, revenueFen: 100_000, costFen: 80_000 },
        ...{ cacFen: 80_000, roi: 0.25 },
      },
    ])
  }
  expect((await api.get('/api/entry/figures?by=platform')).body.items).toMatchObject([
    { key: 'xiaohongshu' },
  ])
})

test('figures of posts come by CSV; a bad line costs only itself', async () => {
  const { items } = (await api.get('/api/entry/posts')).body as { items: { id: string }[] }
  const id = items[0]!.id
  const csv = `postId,cost,impressions,reads\n${id},900.5,10000,1200\n${id},x,1,1\n0190a000-0000-7000-8000-00000000dead,1,1,1`
  const { body } = await api.post('/api/entry/posts/figures/csv', { csv })
  expect(body).toMatchObject({
    accepted: 1,
    refused: [
      { line: 3, field: 'costFen' },
      { line: 4, field: 'postId' },
    ],
  })
  expect((await api.get(`/api/entry/posts/${id}`)).body).toMatchObject({
    costFen: 90_050,
    impressions: 10_000,
    reads: 1_200,
  })
})
