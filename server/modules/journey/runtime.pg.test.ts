import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import { addDays, addHours, addMinutes, addMs } from '#kernel/time.ts'
import { recordEvents } from '#modules/collect/service.ts'
import type { NewEvent } from '#modules/collect/service.ts'
import { createSegment } from '#modules/audience/service.ts'
import { createItem, moveItem } from '#modules/content/service/items.ts'
import { ItemInput } from '#modules/content/model/item.ts'
import { ensurePerson, findPerson } from '#modules/identity/service.ts'
import { profilesOf } from '#modules/profile/service.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'
import type { Graph, GraphNode } from './model/graph.ts'
import { listLetters } from '#modules/deliver/service/letters.ts'
import { runsOfPerson } from './service/explain.ts'
import * as journeys from './service/journeys.ts'
import { moveJourney } from './service/moves.ts'
import { journeyNumbers } from './service/numbers.ts'
import { listPlaybooks, loadPlaybook } from './service/playbooks.ts'
import { publishJourney } from './service/publish.ts'
import { rehearse } from './service/rehearse.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

let n = 0
const did = (who: string, event: string, more: Partial<NewEvent> = {}): NewEvent => ({
  event,
  messageId: `m${n++}`,
  at: server.clock.now(),
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

const node = (id: string, kind: GraphNode['kind'], config: object = {}): GraphNode => ({
  ...{ id, kind, x: 0, y: 0 },
  config: { ...config },
})
const edges = (...lines: string[]) =>
  lines.map((line) => {
    const [, from = '', exit = '', to = ''] = /^(\w+)\.(\w+)>(\w+)$/.exec(line) ?? []
    return { from, exit, to }
  })

async function live(name: string, graph: Graph): Promise<string> {
  const { id } = await journeys.createJourney(server.ctx(), { name, graph })
  await publishJourney(server.ctx(), { id })
  await server.settle()
  return id
}
const pathOf = async (who: string, journeyId: string) => {
  const { items } = await runsOfPerson(server.ctx(), { personId: await idOf(who), limit: 50 })
  const run = items.find((one) => one.journeyId === journeyId)
  return run?.steps.map(({ nodeId, exit, at }) => ({ step: `${nodeId}.${exit}`, at }))
}
const stepsOf = async (who: string, journeyId: string) =>
  (await pathOf(who, journeyId))?.map(({ step }) => step)

const drip = (event: string): Graph => ({
  nodes: [
    node('in', 'event', { event }),
    node('w1', 'wait', { amount: 90, unit: 'minutes' }),
    node('tagged', 'tag', { act: 'add', tag: event }),
    node('wf', 'wait_for', { event: 'order_paid', amount: 1, unit: 'days' }),
    node('bought', 'exit'),
    node('gone', 'exit'),
  ],
  edges: edges(
    'in.entered>w1',
    'w1.waited>tagged',
    'tagged.tagged>wf',
    'wf.happened>bought',
    'wf.timed_out>gone',
  ),
  reentry: { kind: 'once' },
})

describe('waits', () => {
  test('end exactly when they should, whatever the clock jumps over', async () => {
    const id = await live('drip', drip('joined'))
    const start = server.clock.now()
    await record(did('lin', 'joined'), did('mei', 'joined'))
    await server.moveTo(addHours(start, 10))
    await record(did('mei', 'order_paid'))
    await server.moveTo(addDays(start, 3))
    expect(await pathOf('lin', id)).toEqual([
      { step: 'in.entered', at: start.toISOString() },
      { step: 'w1.waited', at: addMinutes(start, 90).toISOString() },
      { step: 'tagged.tagged', at: addMinutes(start, 90).toISOString() },
      { step: 'wf.timed_out', at: addMinutes(start, 90 + 1_440).toISOString() },
      { step: 'gone.end', at: addMinutes(start, 90 + 1_440).toISOString() },
    ])
    expect((await pathOf('mei', id))?.at(3)).toEqual({
      step: 'wf.happened',
      at: addHours(start, 10).toISOString(),
    })
    const profile = (await profilesOf(server.ctx(), [await idOf('lin')])).get(await idOf('lin'))
    expect(profile?.tags).toContain('joined')
    const { nodes } = await journeyNumbers(server.ctx(), { id })
    expect(nodes.find(({ nodeId }) => nodeId === 'wf')).toEqual({
      nodeId: 'wf',
      entered: 2,
      waiting: 0,
      exits: { happened: 1, timed_out: 1 },
    })
  })

  test('history lets nobody in and wakes nobody', async () => {
    const id = await live('history', drip('visited'))
    await record(did('old', 'visited', { history: true }))
    expect(await stepsOf('old', id)).toBeUndefined()
  })

  test('are held while the journey is paused, and what was heard is not lost', async () => {
    const id = await live('paused', drip('scanned'))
    const start = server.clock.now()
    await record(did('hua', 'scanned'))
    await server.moveTo(addHours(start, 2))
    await journeys.pauseJourney(server.ctx(), { id })
    await record(did('hua', 'order_paid'), did('late', 'scanned'))
    await server.moveTo(addDays(start, 5))
    expect(await stepsOf('hua', id)).toEqual(['in.entered', 'w1.waited', 'tagged.tagged'])
    expect(await stepsOf('late', id)).toBeUndefined()
    await journeys.resumeJourney(server.ctx(), { id })
    await server.settle()
    expect((await stepsOf('hua', id))?.slice(-2)).toEqual(['wf.happened', 'bought.end'])
  })
})

describe('who comes in', () => {
  test('once means once, whoever repeats the cause', async () => {
    const id = await live('once', drip('read'))
    const event = did('wen', 'read')
    await record(event)
    await record(event, did('wen', 'read'))
    const { items } = await runsOfPerson(server.ctx(), { personId: await idOf('wen'), limit: 50 })
    expect(items.filter((run) => run.journeyId === id)).toHaveLength(1)
  })

  test('after so many days she may come again, and never twice at a time', async () => {
    const graph: Graph = {
      nodes: [node('in', 'event', { event: 'again' }), node('end', 'exit')],
      edges: edges('in.entered>end'),
      reentry: { kind: 'after_days', days: 7 },
    }
    const id = await live('again', graph)
    const runs = async () =>
      (await runsOfPerson(server.ctx(), { personId: await idOf('yan'), limit: 50 })).items.filter(
        (run) => run.journeyId === id,
      ).length
    const start = server.clock.now()
    await record(did('yan', 'again'))
    await server.moveTo(addDays(start, 6))
    await record(did('yan', 'again'))
    expect(await runs()).toBe(1)
    await server.moveTo(addDays(start, 8))
    await record(did('yan', 'again'))
    expect(await runs()).toBe(2)
  })

  test('whoever is in the segment already, and whoever comes into it', async () => {
    await record(did('there', 'basket_seen'))
    const { segmentId } = await createSegment(server.ctx(), {
      name: '看过购物车的人',
      purpose: '',
      predicate: {
        kind: 'event',
        event: 'basket_seen',
        where: [],
        count: { op: 'gte', n: 1 },
        window: { kind: 'ever' },
      },
      live: true,
    })
    await server.settle()
    const graph = (letIn: string): Graph => ({
      nodes: [node('in', 'segment_entered', { segmentId, letIn }), node('end', 'exit')],
      edges: edges('in.entered>end'),
      reentry: { kind: 'once' },
    })
    const everyone = await live('everyone', graph('everyone'))
    const newcomers = await live('newcomers', graph('newcomers'))
    await record(did('comes', 'basket_seen'))
    expect(await stepsOf('there', everyone)).toEqual(['in.entered', 'end.end'])
    expect(await stepsOf('there', newcomers)).toBeUndefined()
    expect(await stepsOf('comes', everyone)).toEqual(['in.entered', 'end.end'])
    expect(await stepsOf('comes', newcomers)).toEqual(['in.entered', 'end.end'])
  })
})

describe('a goal', () => {
  test('takes her out from wherever she stands, by event or by condition', async () => {
    const graph = (goal: object): Graph => ({
      nodes: [
        node('in', 'event', { event: 'goal_start' }),
        node('w', 'wait', { amount: 30, unit: 'days' }),
        node('end', 'exit'),
        node('g', 'goal', goal),
      ],
      edges: edges('in.entered>w', 'w.waited>end'),
      reentry: { kind: 'once' },
    })
    const byEvent = await live('g1', graph({ by: 'event', event: 'order_paid' }))
    const twice = {
      kind: 'event',
      event: 'order_paid',
      where: [],
      count: { op: 'gte', n: 2 },
      window: { kind: 'ever' },
    }
    const byPredicate = await live('g2', graph({ by: 'predicate', predicate: twice }))
    await record(did('jin', 'goal_start'))
    await record(did('jin', 'order_paid'))
    expect(await stepsOf('jin', byEvent)).toEqual(['in.entered', 'w.goal', 'g.reached'])
    expect(await stepsOf('jin', byPredicate)).toEqual(['in.entered'])
    await record(did('jin', 'order_paid'))
    expect(await stepsOf('jin', byPredicate)).toEqual(['in.entered', 'w.goal', 'g.reached'])
  })
})

describe('exactly once', () => {
  test('many workers at the same journey move each run once and write each letter once', async () => {
    const { id: contentId } = await createItem(
      server.ctx(),
      ItemInput.parse({ kind: 'text', title: '你好', body: '你好' }),
    )
    await moveItem(server.ctx(), { id: contentId, act: 'publish' })
    const id = await live('storm', {
      nodes: [
        node('in', 'event', { event: 'storm' }),
        node('s', 'send', { contentId, carriers: ['sms'] }),
        node('w', 'wait', { amount: 1, unit: 'days' }),
        node('t', 'send', { contentId, carriers: ['sms'], letterKind: 'service' }),
        node('end', 'exit'),
      ],
      edges: edges(
        'in.entered>s',
        's.sent_or_queued>w',
        's.withheld>w',
        'w.waited>t',
        't.sent_or_queued>end',
        't.withheld>end',
      ),
      reentry: { kind: 'once' },
    })
    const ctx = server.ctx()
    const people = 300
    for (let i = 0; i < people; i++)
      await ctx.transact((tx) =>
        ensurePerson(tx, [{ kind: 'user_id', scope: '', value: `storm${i}` }]),
      )
    await record(...Array.from({ length: people }, (_, i) => did(`storm${i}`, 'storm')))
    server.clock.set(addMs(addDays(server.clock.now(), 1), 1))
    const workers = Array.from({ length: 8 }, async () => {
      let moved = 0
      for (let i = 0; i < 10; i++) moved += await moveJourney(server.ctx(), id, 25)
      return moved
    })
    await Promise.all(workers)
    await server.settle()
    const { rows } = await sql<{ steps: number; runs: number; letters: number }>`
      select (select count(*)::int from journey.step where journey_id = ${id}) as steps,
        (select count(*)::int from journey.run where journey_id = ${id} and state = 'done') as runs,
        (select count(*)::int from deliver.letter where journey_id = ${id}) as letters`.execute(
      ctx.db,
    )
    expect(rows[0]).toEqual({ steps: people * 5, runs: people, letters: people * 2 })
    const withheld = await listLetters(ctx, { journeyId: id, state: 'withheld', limit: 1 })
    expect(withheld.items[0]).toMatchObject({ reason: 'unreachable' })
  })
})

describe('a draft', () => {
  test('that is not sound is refused, with the field and the reason', async () => {
    const { id } = await journeys.createJourney(server.ctx(), {
      name: 'broken',
      graph: { nodes: [node('in', 'event', {})], edges: [], reentry: { kind: 'once' } },
    })
    await expect(publishJourney(server.ctx(), { id })).rejects.toMatchObject({
      code: 'not_sound',
      errors: [{ field: 'in.event' }],
    })
  })

  test('can be rehearsed through time without anything happening', async () => {
    const { id } = await journeys.createJourney(server.ctx(), { name: 'r', graph: drip('x') })
    const { steps } = await rehearse(server.ctx(), {
      id,
      days: 30,
      script: [{ afterMinutes: 120, event: 'order_paid', properties: {} }],
    })
    expect(steps.map(({ nodeId, exit }) => `${nodeId}.${exit}`)).toEqual([
      'in.entered',
      'w1.waited',
      'tagged.tagged',
      'wf.happened',
      'bought.end',
    ])
  })

  test('loads from a playbook with all it needs, and can be published at once', async () => {
    for (const { id: playbook } of (await listPlaybooks()).items) {
      const { id, findings } = await loadPlaybook(server.ctx(), { playbook })
      expect(findings).toEqual([])
      const { version } = await publishJourney(server.ctx(), { id })
      expect(version).toBe(1)
    }
  })
})
