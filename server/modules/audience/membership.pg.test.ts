import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, addHours, addMs } from '#kernel/time.ts'
import { recordEvents } from '#modules/collect/service.ts'
import type { NewEvent } from '#modules/collect/service.ts'
import { findIdentifier, findPerson, merge, split } from '#modules/identity/service.ts'
import { addTags, profilesOf } from '#modules/profile/service.ts'
import { TEST_START, testServer } from '#platform/testing/server.ts'
import type { IdentifierRef } from '#platform/event.ts'
import type { TestServer } from '#platform/testing/server.ts'
import type { Predicate } from './model/predicate.ts'
import { countPeople, evaluate } from './service.ts'
import { explain, members, preview } from './service/ask.ts'
import { createSegment } from './service/segments.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

const nobody = { identId: '0', personId: '0' }
let n = 0
const did = (who: string, event: string, at: Date, more: Partial<NewEvent> = {}): NewEvent => ({
  event,
  messageId: `m${n++}`,
  at,
  identifiers: [{ kind: 'user_id', scope: '', value: who }],
  properties: {},
  ...more,
})
const record = async (...events: NewEvent[]) => {
  await server.ctx().transact((tx) => recordEvents(tx, events, { source: 'test', channel: 'web' }))
  await server.settle()
}
const idOf = async (who: string) =>
  (await findPerson(server.ctx(), { kind: 'user_id', scope: '', value: who })) ?? `no ${who}`
const inside = async (segmentId: string) =>
  (await members(server.ctx(), { segmentId, limit: 100 })).items.map((m) => m.personId)

const viewedThrice: Predicate = {
  kind: 'event',
  event: 'product_viewed',
  where: [{ path: 'category', test: { op: 'is', value: '童书' } }],
  count: { op: 'gte', n: 3 },
  window: { kind: 'within_days', days: 30 },
}

describe('a live segment', () => {
  test('takes a person in with the event that makes it true, and lets her go when the window passes', async () => {
    const { segmentId } = await createSegment(server.ctx(), {
      name: '童书常客',
      purpose: '',
      predicate: viewedThrice,
      live: true,
    })
    const view = (i: number) =>
      did('lin', 'product_viewed', addHours(TEST_START, -i), { properties: { category: '童书' } })
    await record(view(3), view(2))
    expect(await inside(segmentId)).toEqual([])
    await record(view(1))
    expect(await inside(segmentId)).toEqual([await idOf('lin')])

    const leaves = addDays(addHours(TEST_START, -3), 30)
    await server.moveTo(addMs(leaves, -1))
    expect(await inside(segmentId)).toEqual([await idOf('lin')])
    await server.moveTo(leaves)
    expect(await inside(segmentId)).toEqual([])
    const why = await explain(server.ctx(), { segmentId, personId: await idOf('lin') })
    expect(why).toMatchObject({ member: false, explanation: { kind: 'event', holds: false } })
  })

  test('looks at everybody who is already there when it is made', async () => {
    await record(did('ming', 'cart_viewed', server.clock.now()))
    const { segmentId } = await createSegment(server.ctx(), {
      name: '看过购物车',
      purpose: '',
      predicate: {
        kind: 'event',
        event: 'cart_viewed',
        where: [],
        count: { op: 'gte', n: 1 },
        window: { kind: 'ever' },
      },
      live: true,
    })
    await server.settle()
    expect(await inside(segmentId)).toEqual([await idOf('ming')])
  })

  test('follows a tag put on by hand', async () => {
    const { segmentId } = await createSegment(server.ctx(), {
      name: '会员',
      purpose: '',
      predicate: { kind: 'tag', tag: 'VIP' },
      live: true,
    })
    const personId = await idOf('ming')
    await server
      .ctx()
      .transact((tx) => addTags(tx, { personIds: [personId], tag: 'VIP', by: 'test', reason: '' }))
    await server.settle()
    expect(await inside(segmentId)).toEqual([personId])
  })

  test('is answered alike by ClickHouse and person by person', async () => {
    const predicate: Predicate = {
      kind: 'or',
      of: [
        { kind: 'tag', tag: 'VIP' },
        { kind: 'not', of: { kind: 'stage', anyOf: ['silent'] } },
      ],
    }
    const asked = await preview(server.ctx(), { predicate })
    const everybody = [await idOf('lin'), await idOf('ming')]
    const held = await evaluate(server.ctx(), predicate, everybody)
    expect(asked.count).toBe(held.size)
    expect(await countPeople(server.ctx(), predicate)).toBe(held.size)
  })
})

test('a merge brings two halves of a behaviour together, and undoing it takes them apart again', async () => {
  const { segmentId } = await createSegment(server.ctx(), {
    name: '看过两次',
    purpose: '',
    predicate: {
      kind: 'event',
      event: 'video_watched',
      where: [],
      count: { op: 'gte', n: 2 },
      window: { kind: 'ever' },
    },
    live: true,
  })
  const at = server.clock.now()
  const half = (kind: 'anonymous_id' | 'member_id', value: string) =>
    did('', 'video_watched', at, { identifiers: [{ kind, scope: '', value }] })
  await record(half('anonymous_id', 'browser-1'), half('member_id', 'card-1'))
  expect(await inside(segmentId)).toEqual([])
  const ctx = server.ctx()
  const browser = { kind: 'anonymous_id', scope: '', value: 'browser-1' } as const
  const card = { kind: 'member_id', scope: '', value: 'card-1' } as const
  const find = async (ref: IdentifierRef) => (await findIdentifier(ctx, ref)) ?? nobody
  const [a, b] = [await find(browser), await find(card)]
  const merged = await merge(ctx, { a: a.personId, b: b.personId, why: '柜台核对' })
  await server.settle()
  expect(await inside(segmentId)).toEqual([merged.personId])
  const both = [a.personId, b.personId]
  expect([...(await profilesOf(ctx, both)).keys()]).toEqual([merged.personId])

  await split(ctx, { personId: merged.personId, identIds: [b.identId], why: '认错人' })
  await server.settle()
  expect(await inside(segmentId)).toEqual([])
  const [x, y] = [await find(browser), await find(card)]
  expect(x.personId).not.toBe(y.personId)
  expect((await profilesOf(ctx, [x.personId, y.personId])).size).toBe(2)
})
