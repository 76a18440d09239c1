import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, addMinutes } from '#kernel/time.ts'
import { Refusal } from '#kernel/refusal.ts'
import { members, vocabulary } from '#modules/audience/service/ask.ts'
import { createSegment } from '#modules/audience/service.ts'
import type { Predicate } from '#modules/audience/model/predicate.ts'
import { live } from '#modules/collect/live.ts'
import type { Rule } from '#modules/collect/model/naming/rule.ts'
import * as naming from '#modules/collect/service/named-events.ts'
import { namingIn } from '#modules/collect/service/naming.ts'
import { recordEvents } from '#modules/collect/service.ts'
import type { NewEvent } from '#modules/collect/service.ts'
import { findPerson, merge } from '#modules/identity/service.ts'
import { funnel } from '#modules/insight/service/funnel.ts'
import { publishJourney } from '#modules/journey/service/publish.ts'
import { createJourney } from '#modules/journey/service/journeys.ts'
import { runsOfPerson } from '#modules/journey/service/explain.ts'
import { timeline } from '#modules/profile/service.ts'
import { testServer } from '#platform/testing/server.ts'
import type { TestServer } from '#platform/testing/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
afterAll(() => server[Symbol.asyncDispose]())

let n = 0
const user = (value: string) => ({ kind: 'user_id', scope: '', value }) as const
const did = (who: string, event: string, properties: Record<string, unknown>): NewEvent => ({
  ...{ event, messageId: `m${n++}`, at: server.clock.now(), properties },
  identifiers: [user(who)],
})
const record = async (...events: NewEvent[]) => {
  await server.ctx().transact((tx) => recordEvents(tx, events, { source: '官网', channel: 'web' }))
  await server.settle()
}
const clicked = (who: string, path: string, text: string) =>
  did(who, 'element_clicked', { path, text, element_selector: 'button.buy' })
const idOf = async (who: string) => (await findPerson(server.ctx(), user(who))) ?? `no ${who}`
const inside = async (segmentId: string) =>
  (await members(server.ctx(), { segmentId, limit: 100 })).items.map((m) => m.personId).toSorted()
const idsOf = async (...who: string[]) => (await Promise.all(who.map(idOf))).toSorted()

const buying = (path: string): Rule => ({
  base: 'element_clicked',
  where: [
    { field: 'path', op: 'matches', value: path },
    { field: 'text', op: 'is', value: '立即购买' },
  ],
})
const name = (event: string, rule: Rule) =>
  naming.nameEvent(server.ctx(), { name: event, label: '点了购买', note: '', rule })
const didIt = (event: string): Predicate => ({
  ...{ kind: 'event', event, where: [], count: { op: 'gte', n: 1 } },
  window: { kind: 'within_days', days: 30 },
})
const segment = (title: string, predicate: Predicate) =>
  createSegment(server.ctx(), { name: title, purpose: '', predicate, live: true })
const refusedWith = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => 'was not refused',
    (reason: unknown) => reason,
  )
  return error instanceof Refusal ? error.code : error
}

describe('a click that was named afterwards', () => {
  test('counts in segments and funnels from before it had a name, and after merges', async () => {
    await record(
      clicked('lin', '/item/1', '立即购买'),
      clicked('ming', '/item/2', '加入收藏'),
      clicked('hua', '/cart', '立即购买'),
    )
    await name('buy_clicked', buying('/item/*'))
    const { segmentId } = await segment('点过购买', didIt('buy_clicked'))
    await server.settle()
    expect(await inside(segmentId)).toEqual(await idsOf('lin'))

    await record(clicked('ming', '/item/2', '立即购买'))
    expect(await inside(segmentId)).toEqual(await idsOf('lin', 'ming'))

    await record(did('lin', 'order_submitted', { order_id: '1' }))
    const now = server.clock.now()
    const asked = await funnel(server.ctx(), {
      from: addDays(now, -1).toISOString(),
      to: addMinutes(now, 1).toISOString(),
      timeZone: 'Asia/Shanghai',
      steps: [
        { event: 'buy_clicked', where: [] },
        { event: 'order_submitted', where: [] },
      ],
      windowSeconds: 86_400,
      filter: didIt('buy_clicked'),
    })
    expect(asked.steps.map(({ people }) => people)).toEqual([2, 1])

    const [a, b] = [await idOf('hua'), await idOf('lin')]
    await merge(server.ctx(), { a, b, why: 'the same person' })
    await server.settle()
    expect(await inside(segmentId)).toEqual(await idsOf('hua', 'ming'))
  })

  test('is shown by its name in her timeline, live, and where events are chosen', async () => {
    const personId = await idOf('ming')
    const { items } = await timeline(server.ctx(), { personId, event: 'buy_clicked', limit: 10 })
    expect(items.map(({ event, named }) => [event, named])).toEqual([
      ['element_clicked', ['buy_clicked']],
    ])
    const shown = await live(server.ctx(), { event: 'buy_clicked', limit: 10 })
    expect(shown.items.map(({ named }) => named)).toEqual([['buy_clicked'], ['buy_clicked']])
    const { events } = await vocabulary(server.ctx())
    expect(events[0]).toMatchObject({ event: 'buy_clicked', label: '点了购买' })
    expect(events[0]?.properties).toContain('text')
  })
})

test('changing what it means looks at everybody again, and so does going back', async () => {
  await record(clicked('a', '/old', '立即购买'), clicked('b', '/new', '立即购买'))
  const { id } = await name('promo', buying('/old'))
  const { segmentId } = await segment('活动', didIt('promo'))
  await server.settle()
  expect(await inside(segmentId)).toEqual(await idsOf('a'))
  const next = { id, label: '新活动', note: '', rule: buying('/new') }
  expect(await naming.changeNamedEvent(server.ctx(), next)).toMatchObject({ version: 2 })
  await server.settle()
  expect(await inside(segmentId)).toEqual(await idsOf('b'))
  await naming.restoreNamedEvent(server.ctx(), { id, version: 1 })
  await server.settle()
  expect(await inside(segmentId)).toEqual(await idsOf('a'))
  const { versions, label } = await naming.namedEvent(server.ctx(), { id })
  expect([label, versions.map(({ version }) => version)]).toEqual(['点了购买', [3, 2, 1]])
})

test('a journey begins with a new click only, and a run that waits hears it', async () => {
  await record(clicked('old', '/j/1', '立即购买'))
  await name('journey_click', buying('/j/*'))
  const { id } = await createJourney(server.ctx(), {
    name: '点了就来',
    graph: {
      nodes: [
        { id: 'in', kind: 'event', x: 0, y: 0, config: { event: 'journey_click' } },
        {
          ...{ id: 'wf', kind: 'wait_for', x: 0, y: 0 },
          config: { event: 'journey_click', amount: 1, unit: 'days' },
        },
        { id: 'twice', kind: 'exit', x: 0, y: 0, config: {} },
        { id: 'once', kind: 'exit', x: 0, y: 0, config: {} },
      ],
      edges: [
        { from: 'in', exit: 'entered', to: 'wf' },
        { from: 'wf', exit: 'happened', to: 'twice' },
        { from: 'wf', exit: 'timed_out', to: 'once' },
      ],
      reentry: { kind: 'once' },
    },
  })
  await publishJourney(server.ctx(), { id })
  await server.settle()
  const stepsOf = async (who: string) => {
    const { items } = await runsOfPerson(server.ctx(), { personId: await idOf(who), limit: 10 })
    return items.flatMap(({ steps }) => steps.map(({ nodeId, exit }) => `${nodeId}.${exit}`))
  }
  await record(clicked('new', '/j/2', '立即购买'), clicked('other', '/j/2', '取消'))
  expect(await stepsOf('old')).toEqual([])
  expect(await stepsOf('other')).toEqual([])
  expect(await stepsOf('new')).toEqual(['in.entered'])
  await record(clicked('new', '/j/3', '立即购买'))
  expect(await stepsOf('new')).toContain('wf.happened')

  const { items } = await naming.namedEvents(server.ctx(), {
    q: 'journey',
    archived: false,
    limit: 9,
  })
  const named = items[0]?.id ?? ''
  expect((await naming.namedEvent(server.ctx(), { id: named })).uses).toEqual([
    { kind: 'journey', id, name: '点了就来' },
  ])
  const archive = naming.archiveNamedEvent(server.ctx(), { id: named })
  expect(await refusedWith(archive)).toBe('in_use')
})

describe('a name', () => {
  test('is refused when it means something already', async () => {
    await record(did('x', 'sent_by_a_sender', {}))
    const rule = buying('/*')
    expect(await refusedWith(name('page_viewed', rule))).toBe('name_reserved')
    expect(await refusedWith(name('sent_by_a_sender', rule))).toBe('name_collected')
    await name('twice', rule)
    expect(await refusedWith(name('twice', rule))).toBe('name_taken')
  })

  test('that nobody uses can be archived, taken anew, and then not be brought back', async () => {
    const { id } = await name('passing', buying('/*'))
    await naming.archiveNamedEvent(server.ctx(), { id })
    expect((await namingIn(server.ctx())).byName.has('passing')).toBe(false)
    const change = naming.changeNamedEvent(server.ctx(), {
      ...{ id, label: 'x', note: '', rule: buying('/*') },
    })
    expect(await refusedWith(change)).toBe('is_archived')
    await naming.restoreNamedEvent(server.ctx(), { id, version: 1 })
    expect((await namingIn(server.ctx())).byName.has('passing')).toBe(true)
    await naming.archiveNamedEvent(server.ctx(), { id })
    await name('passing', buying('/other'))
    const back = naming.restoreNamedEvent(server.ctx(), { id, version: 1 })
    expect(await refusedWith(back)).toBe('name_taken')
    expect((await namingIn(server.ctx())).byName.get('passing')).toEqual(buying('/other'))
  })

  test('that a transaction gave and took back is remembered by nobody', async () => {
    const before = [...(await namingIn(server.ctx())).byName.keys()]
    const rolledBack = server.ctx().transact(async (tx) => {
      await naming.nameEvent(tx, { name: 'never', label: 'x', note: '', rule: buying('/*') })
      expect((await namingIn(tx)).byName.has('never')).toBe(true)
      throw new Error('changed my mind')
    })
    await expect(rolledBack).rejects.toThrow('changed my mind')
    expect([...(await namingIn(server.ctx())).byName.keys()]).toEqual(before)
  })
})
