import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSiyu as createMini } from '../sdk/mini/siyu.ts'
import type { Globals } from '../sdk/mini/wx.ts'
import { createSiyu } from '../sdk/node/siyu.ts'
import { listening } from './testing/listening.ts'
import type { Listening } from './testing/listening.ts'
import { miniProgram } from './testing/mini-program.ts'

let site: Listening
beforeAll(async () => {
  site = await listening()
})
afterAll(() => site[Symbol.asyncDispose]())

test('our Node SDK: what a server tells of somebody is stored, and who she is', async () => {
  const siyu = createSiyu({ writeKey: site.key, endpoint: site.url })
  siyu.identify({
    ...{ userId: 'node-1', anonymousId: 'node-anon-1', traits: { city: '杭州' } },
    identifiers: [{ kind: 'phone', value: '13700137000' }],
  })
  for (let n = 0; n < 250; n++)
    siyu.track({ userId: 'node-1', event: 'Product Viewed', properties: { mark: 'node', n } })
  siyu.track({
    ...{ userId: 'node-1', event: 'Order Completed' },
    properties: { mark: 'node', order_id: 'node-order', total: 12.5 },
    timestamp: new Date(Date.now() - 3_600_000),
    messageId: 'node-order-paid',
  })
  expect(await siyu.close()).toBe(true)
  const stored = await site.arrived('node', 251)
  expect(stored).toHaveLength(251)
  const person = await site.personOf('user_id', 'node-1')
  expect(await site.personOf('phone', '13700137000')).toBe(person)
  expect(await site.personOf('anonymous_id', 'node-anon-1')).toBe(person)
  const paid = stored.find(({ event }) => event === 'order_paid')
  expect(paid?.properties).toMatchObject({ pay_fen: 1_250 })
  expect(Date.now() - (paid?.at.getTime() ?? 0)).toBeGreaterThan(3_500_000)
})

test('our Node SDK never throws, tells of what it could not send, and gives up when it is closed', async () => {
  const said: string[] = []
  const siyu = createSiyu({
    ...{ writeKey: site.key, endpoint: 'http://127.0.0.1:9', onError: (it) => said.push(it) },
    maxQueued: 10,
  })
  const circle: Record<string, unknown> = {}
  circle.self = circle
  siyu.track({ userId: 'x', event: 'circle', properties: circle })
  for (let n = 0; n < 20; n++) siyu.track({ userId: 'x', event: 'x' })
  expect(await siyu.close(300)).toBe(false)
  expect(said[0]).toMatch(/no JSON/)
  expect(said.some((it) => it.includes('0: 10 wait'))).toBe(true)
})

test('our mini program SDK: a visit reaches the server as one person’s, with her openid', async () => {
  const phone = miniProgram('wx00aa')
  const page: { definition?: Record<string, (...args: unknown[]) => unknown> } = {}
  const globals: Globals = {
    wx: phone.wx as unknown as Globals['wx'],
    Page: (definition) => {
      page.definition = definition as typeof page.definition & object
    },
    Component: () => {},
    getCurrentPages: () => [{ route: 'pages/book', options: { mark: 'own-mini' } }],
  }
  const siyu = createMini({ writeKey: site.key, endpoint: site.url }, globals)
  globals.Page({ buy() {} })
  const route = { route: 'pages/book' }
  page.definition?.onShow?.call(route)
  siyu.identify('mini-own-1')
  siyu.identify({ openid: 'op-own-1', appid: 'wx00aa', unionid: 'un-own-1' })
  page.definition?.buy?.call(route, {
    ...{ type: 'tap', timeStamp: 1, currentTarget: { id: 'buy', dataset: {} } },
  })
  siyu.track('Product Added', { mark: 'own-mini', product_id: 'b1' })
  phone.happens('hide')
  const stored = await site.arrived('own-mini', 1)
  expect(stored.map(({ event, channel }) => [event, channel])).toEqual([
    ['product_added', 'mini_program'],
  ])
  const person = await site.personOf('user_id', 'mini-own-1')
  expect(person).toBe(stored[0]?.person)
  expect(await site.personOf('openid', 'op-own-1', 'wx00aa')).toBe(person)
  expect(await site.personOf('unionid', 'un-own-1')).toBe(person)
})
