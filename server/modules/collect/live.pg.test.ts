import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { collectContract } from './contract.ts'
import { deadLetters, live, sources } from './live.ts'
import { createWriteKey, settled, writeKeys } from './service.ts'

let server: TestServer
let key: string
beforeAll(async () => {
  server = await testServer()
  key = (await createWriteKey(server.ctx(), { name: 'shop' })).key
})
afterAll(() => server[Symbol.asyncDispose]())

const post = async (batch: unknown[]) => {
  const answer = await server.app.request('/v1/batch', {
    method: 'POST',
    body: JSON.stringify({ batch }),
    headers: { authorization: `Bearer ${key}` },
  })
  await server.settle()
  return (await answer.json()) as { position: string }
}

/** What leaves the server is what the contract says. */
function checked<T>(route: { '~orpc': { outputSchema?: unknown } }, answer: T): T {
  const schema = route['~orpc'].outputSchema as z.ZodType
  return schema.parse(answer) as T
}

const track = (messageId: string, event: string, anonymousId = 'a') => ({
  ...{ type: 'track', event, anonymousId, messageId },
  properties: { total: '10', order_id: messageId },
})

test('the live view shows the newest first, as it was sent and as it was understood', async () => {
  const { position } = await post([
    track('live-1', 'Order Completed'),
    { type: 'nonsense' },
    track('live-2', 'Product Viewed', 'b'),
  ])
  const answer = checked(collectContract.live, await live(server.ctx(), { limit: 10 }))
  const sent = answer.items.filter(({ source }) => source === 'shop')
  expect(sent.map(({ cursor, event }) => [cursor, event])).toEqual([
    [`${position}.2`, 'product_viewed'],
    [`${position}.0`, 'order_paid'],
  ])
  expect(sent[1]?.canonical).toMatchObject({ pay_fen: 1000, order_id: 'live-1' })
  expect(sent[1]?.raw).toMatchObject({
    event: 'Order Completed',
    properties: { total: '10' },
  })
  expect(answer.stats.eventsPerSecond).toBeGreaterThanOrEqual(2 / 60)
  const after = await live(server.ctx(), { after: `${position}.0`, limit: 10 })
  expect(after.items).toHaveLength(answer.items.length - 1)
  const person = sent[0]?.personId
  const hers = await live(server.ctx(), { person, limit: 10 })
  expect(hers.items.map(({ messageId }) => messageId)).toEqual(['live-2'])
  const paid = await live(server.ctx(), { event: 'order_paid', limit: 10 })
  expect(paid.items.map(({ messageId, toldAs }) => [messageId, toldAs])).toEqual([
    ['order:live-1:paid', 'live-1'],
  ])
})

test('the live view follows a merge', async () => {
  await post([
    track('follow-1', 'x', 'device-1'),
    { ...track('follow-2', 'x', 'device-2'), userId: 'u' },
  ])
  await post([{ ...track('follow-3', 'x', 'device-1'), userId: 'u' }])
  const { items } = await live(server.ctx(), { event: 'x', limit: 10 })
  expect(items).toHaveLength(3)
  expect(new Set(items.map(({ personId }) => personId)).size).toBe(1)
})

test('dead letters are listed whole, newest first, and counted by reason', async () => {
  await post([{ type: 'nonsense', messageId: 'dead-1' }, track('dead-2', 'x')])
  const answer = checked(
    collectContract.deadLetters,
    await deadLetters(server.ctx(), { limit: 10 }),
  )
  expect(answer.items[0]).toMatchObject({
    ...{ stage: 'collect', field: 'type', source: 'shop', messageId: 'dead-1' },
    raw: { type: 'nonsense', messageId: 'dead-1' },
  })
  expect(answer.reasons[0]).toMatchObject({ field: 'type', letters: 2 })
})

test('a source shows its volume an hour, and a silent one shows that it is silent', async () => {
  await createWriteKey(server.ctx(), { name: 'never used' })
  const answer = checked(collectContract.sources, await sources(server.ctx(), { hours: 3 }))
  const [silent, shop] = ['never used', 'shop'].map((name) =>
    answer.items.find((source) => source.name === name),
  )
  expect(silent).toMatchObject({ name: 'never used', lastEventAt: null, perHour: [0, 0, 0] })
  expect(shop).toMatchObject({ name: 'shop', lastEventAt: server.clock.now().toISOString() })
  expect(shop?.perHour.slice(0, 2)).toEqual([0, 0])
  expect(shop?.events).toBe(6)
})

test('a key is shown once, and afterwards by its beginning', async () => {
  const { items } = checked(collectContract.writeKeys, await writeKeys(server.ctx()))
  expect(items.map(({ name }) => name).toSorted()).toEqual(['never used', 'shop'])
  expect(JSON.stringify(items)).not.toContain(key)
  expect(items.every(({ prefix }) => prefix.startsWith('siyu_wk_'))).toBe(true)
})

test('a position that no batch was given is refused', async () => {
  const asked = settled(server.ctx(), { position: '999999999', timeoutMs: 0 })
  await expect(asked).rejects.toThrow('no_such_position')
})
