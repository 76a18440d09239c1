import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSegment } from '#modules/audience/service.ts'
import { recordEvents } from '#modules/collect/service.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import { Graph } from './model/graph.ts'
import { createJourney } from './service/journeys.ts'
import { rehearseCrowd } from './service/rehearse-crowd.ts'

let server: TestServer
let segmentId: string

beforeAll(async () => {
  server = await testServer()
  const joined = (i: number) => ({
    ...{ event: i < 2 ? 'vip_joined' : 'joined', messageId: `c${i}`, at: server.clock.now() },
    identifiers: [{ kind: 'user_id' as const, scope: '', value: `crowd-${i}` }],
    properties: {},
  })
  const events = Array.from({ length: 6 }, (_, i) => joined(i))
  await server.ctx().transact((tx) => recordEvents(tx, events, { source: 'test', channel: 'web' }))
  await server.settle()
  const made = await createSegment(server.ctx(), {
    ...{ name: '所有人', purpose: '', live: true },
    predicate: { kind: 'stage', anyOf: ['new'] },
  })
  segmentId = made.segmentId
  await server.settle()
})
afterAll(() => server[Symbol.asyncDispose]())

const vip = {
  ...{ kind: 'event', event: 'vip_joined', where: [] },
  ...{ count: { op: 'gte', n: 1 }, window: { kind: 'ever' } },
}
const node = (id: string, kind: string, config: object) => ({ id, kind, config, x: 0, y: 0 })
const graph = (trigger: object) =>
  Graph.parse({
    nodes: [
      trigger,
      node('b', 'branch', { predicate: vip }),
      node('w', 'wait', { amount: 2, unit: 'hours' }),
      node('end', 'exit', {}),
    ],
    edges: [
      { from: 'in', exit: 'entered', to: 'b' },
      { from: 'b', exit: 'yes', to: 'w' },
      { from: 'b', exit: 'no', to: 'end' },
      { from: 'w', exit: 'waited', to: 'end' },
    ],
  })
const walked = async (trigger: object, people = 200) => {
  const made = await createJourney(server.ctx(), { name: 'c', graph: graph(trigger) })
  return rehearseCrowd(server.ctx(), { id: made.id, days: 30, people })
}

test('the members of a segment take the ways their own histories lead them', async () => {
  const crowd = await walked(node('in', 'segment_entered', { segmentId }))
  expect(crowd).toMatchObject({ people: 6, of: 6, comesFrom: 'segment' })
  expect(crowd.nodes.find(({ nodeId }) => nodeId === 'b')?.exits).toEqual({ yes: 2, no: 4 })
  expect(crowd.outcome).toMatchObject({ finished: 6, underWay: 0 })
})

test('for an event those are walked who did it lately', async () => {
  const crowd = await walked(node('in', 'event', { event: 'joined' }))
  expect(crowd).toMatchObject({ people: 4, of: 4, comesFrom: 'event' })
})

test('a sample says of how many it is, and is the same every time', async () => {
  const ways = async () => {
    const crowd = await walked(node('in', 'segment_entered', { segmentId }), 3)
    expect(crowd).toMatchObject({ people: 3, of: 6 })
    return crowd.nodes.map(({ nodeId, exits }) => [nodeId, exits])
  }
  expect(await ways()).toEqual(await ways())
})

test('what is not sound yet is refused with the number of mistakes', async () => {
  await expect(walked(node('in', 'event', {}))).rejects.toMatchObject({ code: 'not_sound' })
})
