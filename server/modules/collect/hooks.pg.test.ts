import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql, str, uuid } from '#kernel/sql.ts'
import { apiOf } from '#platform/testing/api.ts'
import type { Api } from '#platform/testing/api.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import type { Mapping } from './model/mapping/mapping.ts'
import { recordEvents } from './service.ts'

let server: TestServer
let api: Api

beforeAll(async () => {
  server = await testServer()
  api = await apiOf(server)
})
afterAll(() => server[Symbol.asyncDispose]())

interface Hook {
  id: string
  keyId: string
  url: string
  secret: string
  version: number
}

const SCHEME = { kind: 'hmac_sha256', header: 'x-shop-sign' }

const made = async (name: string, more: object = {}): Promise<Hook> => {
  const { status, body } = await api.post('/api/collect/hooks', { name, scheme: SCHEME, ...more })
  expect([status, body.version]).toEqual([200, 1])
  return body as unknown as Hook
}

const post = (hook: Hook, body: string, headers?: Record<string, string>) =>
  server.app.request(new URL(hook.url).pathname, {
    method: 'POST',
    body,
    headers: headers ?? {
      'x-shop-sign': createHmac('sha256', hook.secret).update(body).digest('hex'),
    },
  })

const ORDER_MAPPING = {
  events: 'orders',
  cases: [
    { when: [{ path: 'status', op: 'is', value: 'draft' }] },
    {
      when: [{ path: 'status', op: 'is', value: 'paid' }],
      as: {
        event: 'order_paid',
        identifiers: [{ kind: 'phone', path: 'buyer.tel' }],
        time: { path: 'paid_at', format: 'iso' },
        properties: [
          { to: 'order_id', path: 'no' },
          { to: 'pay_fen', path: 'fen', as: 'integer' },
        ],
      },
    },
  ],
}
const order = (no: string, more: object = {}) => ({
  ...{ no, status: 'paid', fen: 12_900, buyer: { tel: '13800138000' } },
  ...{ paid_at: '2026-03-01T00:00:00Z', ...more },
})

const stored = (source: string) =>
  server.rt.ch.query<{ event: string; message_id: string; order: string; fen: string }>(sql`
    SELECT event, message_id, toString(properties.order_id) AS order,
      toString(properties.pay_fen) AS fen
    FROM events WHERE workspace_id = ${uuid(api.workspaceId)} AND source = ${str(source)}
    ORDER BY message_id`)

const letters = async (source: string) =>
  (
    (await api.get('/api/collect/dead-letters')).body.reasons as {
      source: string
      field: string
      reason: string
      letters: number
    }[]
  ).filter((one) => one.source === source)

test('a signed payload is kept and becomes what the mapping says; drafts are left out', async () => {
  const hook = await made('shop-a', { mapping: ORDER_MAPPING })
  const body = JSON.stringify({ orders: [order('A1'), order('A2', { status: 'draft' })] })
  const answer = await post(hook, body)
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ success: true, accepted: 1, refused: [] })
  await server.settle()
  expect(await stored('shop-a')).toEqual([
    { event: 'order_paid', message_id: 'order:A1:paid', order: 'A1', fen: '12900' },
  ])
  const { body: now } = await api.get(`/api/collect/hooks/${hook.id}`)
  expect(now.samples).toMatchObject([{ payload: JSON.parse(body) as object }])
  expect(now.lastIgnoredAt).not.toBeNull()
})

test('what is signed otherwise, or not at all, is refused, kept nowhere, and shown', async () => {
  const hook = await made('shop-b', { mapping: ORDER_MAPPING })
  const body = JSON.stringify({ orders: [order('B1')] })
  for (const headers of [{ 'x-shop-sign': '0'.repeat(64) }, { 'x-other': 'x' }] as const)
    expect((await post(hook, body, { ...headers })).status).toBe(401)
  await server.settle()
  expect(await stored('shop-b')).toEqual([])
  const { body: now } = await api.get(`/api/collect/hooks/${hook.id}`)
  expect(now).toMatchObject({ samples: [] })
  expect(now.lastBadSignatureAt).not.toBeNull()
  const text = await server.rt.metrics.registry.metrics()
  expect(text).toMatch(/siyu_hooks_unsigned_total [2-9]/)
})

test('an order that a webhook and an SDK tell of counts once', async () => {
  const hook = await made('shop-c', { mapping: ORDER_MAPPING })
  await api.ctx().transact((tx) =>
    recordEvents(
      tx,
      [
        {
          ...{ event: 'order_paid', messageId: 'order:C1:paid', at: server.clock.now() },
          identifiers: [{ kind: 'phone', scope: '', value: '+8613800138000' }],
          properties: { order_id: 'C1', pay_fen: 12_900 },
        },
      ],
      { source: 'sdk', channel: 'web' },
    ),
  )
  expect((await post(hook, JSON.stringify({ orders: [order('C1')] }))).status).toBe(200)
  await server.settle()
  expect(await stored('sdk')).toHaveLength(1)
  expect(await stored('shop-c')).toEqual([])
})

test('payloads come first and the mapping later: what no case was like is sent again as the new one says', async () => {
  const hook = await made('shop-d')
  const answer = await post(hook, JSON.stringify({ orders: [order('D1'), order('D2')] }))
  expect(await answer.json()).toMatchObject({ accepted: 0, refused: [{ index: 0 }] })
  const [kind] = await letters('shop-d')
  expect(kind).toMatchObject({ letters: 1, reason: 'no case of the mapping is like it' })
  const mapping = { ...ORDER_MAPPING, events: '' }
  const single = {
    ...mapping,
    cases: [{ ...ORDER_MAPPING.cases[1], when: [], as: asOf(ORDER_MAPPING as unknown as Mapping) }],
  }
  const { status, body } = await api.put(`/api/collect/hooks/${hook.id}`, {
    ...{ version: 1, scheme: SCHEME, mapping: single },
  })
  expect([status, body.version]).toEqual([200, 2])
  const asked = { source: 'shop-d', field: '', reason: kind?.reason, edits: [] }
  expect((await api.post('/api/collect/dead-letters/preview', asked)).body).toMatchObject({
    taken: 1,
  })
  expect((await api.post('/api/collect/dead-letters/send-again', asked)).body.sentAgain).toBe(1)
  await server.settle()
  expect((await stored('shop-d')).map((row) => row.order)).toEqual(['D1'])
  const stale = { version: 1, scheme: SCHEME, mapping: single }
  expect((await api.put(`/api/collect/hooks/${hook.id}`, stale)).body.code).toBe('hook_changed')
})

/** The paths of one order are those inside its list. */
function asOf({ cases }: Mapping) {
  const as = cases[1]?.as
  const inside = (path: string) => `orders[0].${path}`
  return {
    event: as?.event,
    identifiers: as?.identifiers.map((one) => ({ ...one, path: inside(one.path) })),
    properties: [
      { to: 'order_id', path: inside('no') },
      { to: 'pay_fen', path: inside('fen'), as: 'integer' },
    ],
  }
}

test('XML and forms are payloads too, with JSON inside a field', async () => {
  const as = (path: string) => ({
    mapping: {
      cases: [{ as: { event: 'member_joined', identifiers: [{ kind: 'user_id', path }] } }],
    },
  })
  const xml = await made('erp-xml', as('xml.Member.No'))
  const body = '<xml><Member><No><![CDATA[0007]]></No></Member></xml>'
  expect(await (await post(xml, body)).json()).toMatchObject({ accepted: 1 })
  const form = await made('crm-form', as('data.no'))
  const sent = `event=join&data=${encodeURIComponent('{"no":"f-1"}')}`
  expect(await (await post(form, sent)).json()).toMatchObject({ accepted: 1 })
  const bomb = '<!DOCTYPE x [<!ENTITY a "a">]><xml><Member><No>&a;</No></Member></xml>'
  expect((await post(xml, bomb)).status).toBe(400)
  await server.settle()
  expect((await stored('erp-xml')).map(({ event }) => event)).toEqual(['member_joined'])
  const found = await api.get('/api/identity/lookup?kind=user_id&value=0007')
  expect(found.status).toBe(200)
})

test('a sender hears its own word for yes, and its challenge', async () => {
  const hook = await made('shop-e', { answer: '{"code":0,"msg":"success"}' })
  expect(await (await post(hook, '{"a":1}')).text()).toBe('{"code":0,"msg":"success"}')
  expect(await (await post(hook, '{"challenge":"abc","type":"url_verification"}')).json()).toEqual({
    challenge: 'abc',
  })
  const { pathname } = new URL(hook.url)
  expect(await (await server.app.request(`${pathname}?echostr=xyz`)).text()).toBe('xyz')
})

test('hostile payloads are refused by themselves, and never answered 5xx', async () => {
  const hook = await made('shop-f', { mapping: ORDER_MAPPING })
  let deep = '1'
  for (let i = 0; i < 3_000; i++) deep = `[${deep}]`
  const bodies = [
    JSON.stringify({ orders: [order('F1'), { ...order('F2'), x: JSON.parse(deep) as unknown }] }),
    JSON.stringify({ orders: [{ __proto__: { status: 'paid' } }, null, 7, 'x'] }),
    '{"orders":{"constructor":{"status":"paid"}}}',
    '',
    'x'.repeat(5_000_000),
    '\ud800',
  ]
  const statuses = []
  for (const body of bodies) statuses.push((await post(hook, body)).status)
  expect(statuses.every((status) => status < 500)).toBe(true)
  expect(statuses[0]).toBe(200)
  await server.settle()
  expect((await stored('shop-f')).map((row) => row.order)).toEqual(['F1'])
})

test('a preview says what becomes of each payload, and keeps nothing', async () => {
  const payload = { orders: [order('P1'), order('P2', { status: 'draft' }), { status: '?' }] }
  const { body } = await api.post('/api/collect/hooks/preview', { mapping: ORDER_MAPPING, payload })
  expect(body.payloads).toMatchObject([
    { state: 'taken', event: 'order_paid', canonical: { order_id: 'P1', pay_fen: 12_900 } },
    { state: 'ignored', event: null },
    { state: 'refused', why: { reason: 'no case of the mapping is like it' } },
  ])
})

test('a revoked webhook is no address any more, and a new secret ends the old one', async () => {
  const hook = await made('shop-g', { mapping: ORDER_MAPPING })
  const { body } = await api.post(`/api/collect/hooks/${hook.id}/secret`, {})
  const payload = JSON.stringify({ orders: [order('G1')] })
  expect((await post(hook, payload)).status).toBe(401)
  expect((await post({ ...hook, secret: String(body.secret) }, payload)).status).toBe(200)
  await api.post(`/api/collect/write-keys/${hook.keyId}/revoke`, {})
  expect((await post({ ...hook, secret: String(body.secret) }, payload)).status).toBe(404)
})
