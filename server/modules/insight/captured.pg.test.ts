import { afterAll, beforeAll, expect, test } from 'vitest'
import { DAY_MS } from '#kernel/time.ts'
import { apiOf } from '#platform/testing/api.ts'
import type { Api } from '#platform/testing/api.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { meets } from '#modules/collect/model/naming/meets.ts'
import type { Rule } from '#modules/collect/model/naming/rule.ts'
import { recordEvents } from '#modules/collect/service.ts'

const NOW = new Date('2026-03-10T04:00:00Z')

let server: TestServer
let api: Api

const click = (text: string, selector: string, path: string) => ({
  event: 'element_clicked',
  properties: { text, element_selector: selector, path, url: `https://shop.example${path}` },
})
const CLICKS = [
  ...Array.from({ length: 6 }, (_, i) => click('加入购物车', 'main > button.buy', `/goods/${i}`)),
  ...Array.from({ length: 3 }, () => click('去结算', '#checkout', '/cart')),
  click('去_结算', '#checkout', '/cart'),
  ...Array.from({ length: 4 }, () => ({ event: 'page_viewed', properties: { path: '/cart' } })),
]

beforeAll(async () => {
  server = await testServer(NOW)
  api = await apiOf(server)
  await api.ctx().transact((tx) =>
    recordEvents(
      tx,
      CLICKS.map((one, i) => ({
        ...one,
        messageId: `c${i}`,
        at: new Date(NOW.getTime() - (i % 3) * DAY_MS - 1_000),
        identifiers: [{ kind: 'user_id' as const, scope: '', value: `u${i % 5}` }],
      })),
      { source: 'shop', channel: 'h5' },
    ),
  )
  await server.settle()
})
afterAll(() => server[Symbol.asyncDispose]())

interface Item {
  text: string
  selector: string
  path: string
  paths: number
  events: number
  people: number
  rule: Rule
  named: { label: string }[]
}
const items = async (query = '') =>
  (await api.get(`/api/insight/captured${query}`)).body.items as unknown as Item[]

test('what people click is listed, the most frequent first, by the element and its words', async () => {
  const found = await items()
  expect(found.map(({ text, events, people, paths }) => [text, events, people, paths])).toEqual([
    ['加入购物车', 6, 5, 6],
    ['去结算', 3, 3, 1],
    ['去_结算', 1, 1, 1],
  ])
  expect(found[0]?.rule.where).toEqual([
    { field: 'selector', op: 'is', value: 'main > button.buy' },
    { field: 'text', op: 'is', value: '加入购物车' },
  ])
  expect(found[1]?.rule.where.at(-1)).toEqual({ field: 'path', op: 'is', value: '/cart' })
  expect(await items('?q=%E7%BB%93%E7%AE%97')).toHaveLength(2)
  expect((await items('?base=page_viewed')).map(({ path, events }) => [path, events])).toEqual([
    ['/cart', 4],
  ])
})

test('a rule suggested for a group means as many as the group has', async () => {
  for (const { rule, events, people } of await items()) {
    const { status, body } = await api.post('/api/insight/named-events/preview', { rule })
    expect([status, body.events, body.people]).toEqual([200, events, people])
  }
})

test('a preview counts what the rule means, each day, and shows the newest', async () => {
  const rule: Rule = {
    base: 'element_clicked',
    where: [{ field: 'text', op: 'matches', value: '去*结算' }],
  }
  const { body } = await api.post('/api/insight/named-events/preview', { rule, days: 7 })
  const meant = CLICKS.filter((one) => meets(rule, { ...one, source: 'shop', channel: 'h5' }))
  expect(body.events).toBe(meant.length)
  const days = body.days as { day: string; events: number }[]
  expect(days.map(({ day }) => day)).toEqual(days.map(({ day }) => day).toSorted())
  expect(days.reduce((sum, { events }) => sum + events, 0)).toBe(meant.length)
  expect(days.at(-1)?.day).toBe('2026-03-10')
  const samples = body.samples as { at: string; text: string; personId: string }[]
  expect(samples).toHaveLength(meant.length)
  expect(samples.map(({ at }) => at)).toEqual(
    samples
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  )
  expect(samples[0]).toMatchObject({ personId: expect.stringMatching(/^\d+$/) })
})

test('once named, its counts of the days past are there, and the list shows the name', async () => {
  const [first] = await items()
  const { status, body } = await api.post('/api/collect/named-events', {
    ...{ name: 'put_in_cart', label: '加购', rule: first?.rule },
  })
  expect(status).toBe(200)
  const volume = (await api.get('/api/insight/named-events/volume?days=7')).body as {
    days: string[]
    items: { id: string; events: number; perDay: number[] }[]
    isCut: boolean
  }
  expect(volume.items).toEqual([{ id: body.id, events: 6, perDay: expect.any(Array) as unknown }])
  expect(volume.items[0]?.perDay).toHaveLength(volume.days.length)
  expect(volume.isCut).toBe(false)
  expect((await items())[0]?.named).toEqual([{ id: body.id, label: '加购' }])
})

test('a window too long and a rule that is none are refused, by name', async () => {
  expect((await api.get('/api/insight/captured?days=400')).status).toBe(400)
  const { status } = await api.post('/api/insight/named-events/preview', {
    rule: { base: 'order_paid', where: [] },
  })
  expect(status).toBe(400)
})
