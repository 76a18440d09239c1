import { afterAll, beforeAll, expect, test } from 'vitest'
import { addHours } from '#kernel/time.ts'
import { recordEvents } from '#modules/collect/service.ts'
import { ItemInput } from '#modules/content/model/item.ts'
import { createItem } from '#modules/content/service/items.ts'
import { requestLetters } from '#modules/deliver/service.ts'
import { findIdentifier, merge, split } from '#modules/identity/service.ts'
import { apiOf } from '#platform/testing/api.ts'
import type { Api } from '#platform/testing/api.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'

let server: TestServer
let api: Api
beforeAll(async () => {
  server = await testServer()
  api = await apiOf(server)
})
afterAll(() => server[Symbol.asyncDispose]())

let n = 0
const card = (value: string) => ({ kind: 'member_id' as const, scope: '', value })
async function did(who: string, event: string) {
  const one = { event, messageId: `m${n++}`, at: server.clock.now(), identifiers: [card(who)] }
  await api.ctx().transact((tx) => recordEvents(tx, [one], { source: 'test', channel: 'web' }))
  await server.settle()
}
const of = async (who: string) =>
  (await findIdentifier(api.ctx(), card(who))) ?? { identId: '0', personId: '0' }

const graph = {
  nodes: [
    { id: 'in', kind: 'event', config: { event: 'joined' }, x: 0, y: 0 },
    { id: 'first', kind: 'wait', config: { amount: 1, unit: 'hours' }, x: 1, y: 0 },
    { id: 'second', kind: 'wait', config: { amount: 30, unit: 'days' }, x: 2, y: 0 },
    { id: 'end', kind: 'exit', config: {}, x: 3, y: 0 },
  ],
  edges: [
    { from: 'in', exit: 'entered', to: 'first' },
    { from: 'first', exit: 'waited', to: 'second' },
    { from: 'second', exit: 'waited', to: 'end' },
  ],
}

interface Run {
  state: string
  outcome: string | null
  standsAt: { nodeId: string } | null
}
const runsOf = async (personId: string) =>
  (await api.get(`/api/journey/people/${personId}`)).body.items as Run[]

test('through the API a journey is made, checked, published once sound, and counted', async () => {
  const made = await api.post('/api/journeys', { name: '欢迎', graph: { nodes: [], edges: [] } })
  const id = String(made.body.id)
  expect(made.body).toMatchObject({ state: 'draft', findings: [{ code: 'no_trigger' }] })
  const refused = await api.post(`/api/journeys/${id}/publish`, {}, { 'accept-language': 'zh-CN' })
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'not_sound', errors: [{ field: 'graph', reason: '没有触发器,谁也进不来' }] },
  })
  const savedAt = String(made.body.draftSavedAt)
  expect((await api.put(`/api/journeys/${id}`, { graph, savedAt })).status).toBe(200)
  const published = await api.post(`/api/journeys/${id}/publish`, {})
  expect(published.body).toMatchObject({ version: 1, state: 'live' })
  await did('a', 'joined')
  expect((await api.get('/api/journeys?state=live')).body).toMatchObject({
    items: [{ id, numbers: { entered: 1, active: 1 }, may: ['publish', 'pause', 'end'] }],
    total: 1,
  })
  const people = await api.get(`/api/journeys/${id}/nodes/first/people`)
  expect(people.body).toMatchObject({ items: [{ personId: (await of('a')).personId }], total: 1 })
  const unknown = '0190a000-0000-7000-8000-00000000dead'
  expect(await api.post(`/api/journeys/${unknown}/pause`, {})).toMatchObject({ status: 404 })
})

test('when two turn out to be one, the run that came further stays; parted again, each keeps hers', async () => {
  await server.moveTo(addHours(server.clock.now(), 2))
  await did('b', 'joined')
  const [a, b] = [await of('a'), await of('b')]
  expect((await runsOf(a.personId))[0]?.standsAt?.nodeId).toBe('second')
  expect((await runsOf(b.personId))[0]?.standsAt?.nodeId).toBe('first')
  const one = await merge(api.ctx(), { a: a.personId, b: b.personId, why: '柜台核对' })
  await server.settle()
  const runs = await runsOf(one.personId)
  expect(runs.map(({ state, outcome }) => outcome ?? state).toSorted()).toEqual([
    'active',
    'merged',
  ])
  expect(runs.find(({ state }) => state === 'active')?.standsAt?.nodeId).toBe('second')
  await split(api.ctx(), { personId: one.personId, identIds: [b.identId], why: '认错人' })
  await server.settle()
  const parted = [await runsOf((await of('a')).personId), await runsOf((await of('b')).personId)]
  expect(parted.map((list) => list.map(({ outcome }) => outcome))).toEqual([[null], [null]])
  expect(parted[1]?.[0]?.standsAt?.nodeId).toBe('first')
})

test('when two turn out to be one, what both were sent counts against one budget', async () => {
  // A gateway that is away: the letter waits, and keeps its room.
  const gateway = { kind: 'sms', url: 'http://127.0.0.1:9/sms/send', key: 'k' }
  expect((await api.post('/api/entry/connections', gateway)).status).toBe(200)
  const { id: contentId } = await createItem(
    api.ctx(),
    ItemInput.parse({ kind: 'text', title: '你好', body: '你好' }),
  )
  const ask = (personId: string) =>
    api.ctx().transact((tx) =>
      requestLetters(tx, [
        {
          ...{ personId, contentId, kind: 'marketing', carriers: ['sms'], key: `k${n++}` },
          origin: {},
        },
      ]),
    )
  for (const [i, who] of ['c', 'd'].entries()) {
    const phone = { kind: 'phone' as const, scope: '', value: `1390000000${i}` }
    const identifiers = [card(who), phone]
    const event = { event: 'bound', messageId: `m${n++}`, at: server.clock.now(), identifiers }
    await api.ctx().transact((tx) => recordEvents(tx, [event], { source: 't', channel: 'web' }))
  }
  await server.settle()
  const [c, d] = [await of('c'), await of('d')]
  expect((await ask(c.personId))[0]?.outcome).toBe('queued')
  const one = await merge(api.ctx(), { a: c.personId, b: d.personId, why: '同一人' })
  await server.settle()
  expect((await ask(one.personId))[0]).toMatchObject({ reason: 'cap_reached' })
})
