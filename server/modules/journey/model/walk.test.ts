import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addHours, addMinutes } from '#kernel/time.ts'
import { check, isSound } from './check.ts'
import type { Graph, GraphNode } from './graph.ts'
import { planOf } from './plan.ts'
import { leaveAfterActing, turn } from './walk.ts'
import type { Left, Token } from './walk.ts'

const START = new Date('2026-03-02T02:00:00Z')
const known = {
  segments: new Set<string>(),
  contents: new Set<string>(),
  coupons: new Set<string>(),
}

const node = (id: string, kind: GraphNode['kind'], config: object = {}): GraphNode => ({
  id,
  kind,
  config: { ...config },
  x: 0,
  y: 0,
})

/** `a.exit>b` */
const edges = (...lines: string[]) =>
  lines.map((line) => {
    const [, from, exit, to] = /^(\w+)\.(\w+)>(\w+)$/.exec(line) ?? []
    return { from: from ?? '', exit: exit ?? '', to: to ?? '' }
  })

const graph = (nodes: GraphNode[], ...lines: string[]): Graph => ({
  nodes,
  edges: edges(...lines),
  reentry: { kind: 'once' },
})

const token = (nodeId: string, more: Partial<Token> = {}): Token => ({
  nodeId,
  enteredAt: START,
  visit: 1,
  heard: [],
  goals: [],
  ...more,
})

const drip = graph(
  [
    node('in', 'event', { event: 'joined' }),
    node('w1', 'wait', { amount: 1, unit: 'days' }),
    node('t', 'tag', { act: 'add', tag: 'a' }),
    node('w2', 'wait', { amount: 90, unit: 'minutes' }),
    node('wf', 'wait_for', { event: 'order_paid', amount: 2, unit: 'hours' }),
    node('end', 'exit'),
  ],
  'in.entered>w1',
  'w1.waited>t',
  't.tagged>w2',
  'w2.waited>wf',
  'wf.happened>end',
  'wf.timed_out>end',
)

/** Walks with effects done at once, looking only at these instants. */
function walk(g: Graph, looks: readonly Date[], heard: Token['heard'] = []) {
  const plan = planOf(g)
  let at = token('in')
  const log: Left[] = []
  for (const now of looks)
    for (;;) {
      const own = heard.filter((h) => h.at <= now && h.at >= at.enteredAt && h.nodeId === at.nodeId)
      const next = turn(plan, { ...at, heard: own }, { now, salt: 's', subject: '1' })
      const done = next.kind === 'acts' ? leaveAfterActing(plan, at, next.exits.done, now) : next
      if (done.kind === 'waiting' || done.kind === 'asks' || done.kind === 'acts') break
      log.push(done.left)
      if (done.kind === 'ended') return log
      at = done.token
    }
  return log
}

describe('deadlines', () => {
  test('count from the instant she came, however late and however often anybody looks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 0, maxLength: 40 }),
        (late) => {
          const dues = [0, 24 * 60, 24 * 60 + 90, 24 * 60 + 90 + 120]
          const looks = dues.flatMap((due, i) => [
            addMinutes(START, due - 0.001),
            addMinutes(START, due + (late[i] ?? 0)),
          ])
          const left = walk(drip, looks).map(({ nodeId, at }) => [
            nodeId,
            (at.getTime() - START.getTime()) / 60_000,
          ])
          expect(left).toEqual([
            ['in', 0],
            ['w1', 1_440],
            ['t', 1_440],
            ['w2', 1_530],
            ['wf', 1_650],
            ['end', 1_650],
          ])
        },
      ),
    )
  })
  test('after an outage the letters of a week do not go out together', () => {
    const log = walk(drip, [START, addDays(START, 7)])
    expect(log.at(-1)?.nodeId).toBe('t')
  })
  test('of the event and the end of patience, the earlier one counts', () => {
    const at = addHours(START, 26)
    const inTime = [{ nodeId: 'wf', event: 'order_paid', at }]
    const looks = [START, addDays(START, 1), addHours(START, 25.5), addHours(START, 40)]
    const exitOf = (heard: Token['heard']) =>
      walk(drip, looks, heard).find(({ nodeId }) => nodeId === 'wf')
    expect(exitOf(inTime)).toMatchObject({ exit: 'happened', at })
    expect(exitOf([{ nodeId: 'wf', event: 'order_paid', at: addHours(START, 30) }])).toMatchObject({
      exit: 'timed_out',
      at: addHours(START, 27.5),
    })
  })
})

describe('a goal', () => {
  const withGoal = graph(
    [...drip.nodes, node('g', 'goal', { by: 'event', event: 'order_paid' })],
    ...drip.edges.map((e) => `${e.from}.${e.exit}>${e.to}`),
  )
  test('is reached from wherever she stands, and ends the run when nothing follows', () => {
    const plan = planOf(withGoal)
    const at = addHours(START, 3)
    const heard = [{ nodeId: 'g', event: 'order_paid', at }]
    const moment = { now: at, salt: 's', subject: '1' }
    const first = turn(plan, token('w1', { heard }), moment)
    expect(first).toMatchObject({ kind: 'moved', left: { nodeId: 'w1', exit: 'goal', at } })
    if (first.kind !== 'moved') return
    expect(turn(plan, first.token, moment)).toMatchObject({ kind: 'ended', outcome: 'goal' })
  })
  test('wakes her whatever she waits for', () => {
    const waiting = turn(planOf(withGoal), token('wf'), { now: START, salt: 's', subject: '1' })
    expect(waiting).toMatchObject({ listening: ['order_paid'] })
  })
})

describe('a split', () => {
  const variants = [
    { id: 'a', name: 'A', percent: 45 },
    { id: 'b', name: 'B', percent: 45 },
    { id: 'none', name: '对照', percent: 10, holdout: true },
  ]
  const plan = planOf(
    graph([node('s', 'split', { variants }), node('x', 'exit')], 's.a>x', 's.b>x'),
  )
  const variantOf = (subject: string, salt = 'j', now = START) => {
    const next = turn(plan, token('s'), { now, salt, subject })
    return next.kind === 'moved' || next.kind === 'ended' ? next.left.exit : undefined
  }
  test('gives the same person the same variant for ever, and near the shares promised', () => {
    const people = Array.from({ length: 10_000 }, (_, i) => String(i + 1))
    const first = people.map((p) => variantOf(p))
    expect(people.map((p) => variantOf(p, 'j', addDays(START, 400)))).toEqual(first)
    const share = (id: string) => first.filter((v) => v === id).length / people.length
    expect(share('a')).toBeCloseTo(0.45, 1)
    expect(share('none')).toBeCloseTo(0.1, 1)
  })
  test('parts people anew in another journey', () => {
    const people = Array.from({ length: 1_000 }, (_, i) => String(i + 1))
    const same = people.filter((p) => variantOf(p, 'j1') === variantOf(p, 'j2'))
    expect(same.length).toBeLessThan(600)
  })
})

describe('the check', () => {
  const codes = (g: Graph) => [...new Set(check(g, known).map(({ code }) => code))].toSorted()
  test('finds a sound graph sound', () => expect(codes(drip)).toEqual([]))
  test.each([
    ['nobody can come in', graph([node('e', 'exit')]), ['no_trigger', 'unreachable']],
    ['an exit that leads nowhere', graph([node('in', 'event', { event: 'x' })]), ['exit_missing']],
    [
      'a circle in which nobody waits',
      graph(
        [
          node('in', 'event', { event: 'x' }),
          node('t', 'tag', { act: 'add', tag: 'a' }),
          node('u', 'tag', { act: 'add', tag: 'b' }),
        ],
        'in.entered>t',
        't.tagged>u',
        'u.tagged>t',
      ),
      ['cycle_without_wait'],
    ],
    [
      'content that is not there, and no carrier',
      graph(
        [
          node('in', 'event', { event: 'x' }),
          node('s', 'send', { contentId: '0190a000-0000-7000-8000-000000000009', carriers: [] }),
          node('e', 'exit'),
        ],
        'in.entered>s',
        's.sent_or_queued>e',
      ),
      ['content_missing', 'no_carrier'],
    ],
    [
      'shares that do not add up',
      graph(
        [
          node('in', 'event', { event: 'x' }),
          node('s', 'split', {
            variants: [
              { id: 'a', name: 'A', percent: 50 },
              { id: 'b', name: 'B', percent: 40 },
            ],
          }),
          node('e', 'exit'),
        ],
        'in.entered>s',
        's.a>e',
        's.b>e',
      ),
      ['percent_sum'],
    ],
    [
      'what is not filled in',
      graph([node('in', 'event', {}), node('e', 'exit')], 'in.entered>e'),
      ['config_invalid'],
    ],
  ])('finds %s', (_, g, expected) => expect(codes(g)).toEqual(expected))

  test('lets nothing through that the walk could spin in', () => {
    const kinds = fc.constantFrom('wait' as const, 'tag' as const)
    const arbitrary = fc
      .array(kinds, { minLength: 1, maxLength: 6 })
      .chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.array(fc.nat(list.length - 1), { minLength: list.length, maxLength: list.length }),
        ),
      )
    fc.assert(
      fc.property(arbitrary, ([list, to]) => {
        const config = { wait: { amount: 1, unit: 'hours' }, tag: { act: 'add', tag: 'a' } }
        const exit = { wait: 'waited', tag: 'tagged' }
        const g = graph(
          [
            node('in', 'event', { event: 'x' }),
            ...list.map((kind, i) => node(`n${i}`, kind, config[kind])),
          ],
          'in.entered>n0',
          ...list.map((kind, i) => `n${i}.${exit[kind]}>n${to[i]}`),
        )
        const findings = check(g, known).filter(({ code }) => code !== 'unreachable')
        if (!isSound(findings)) return
        const plan = planOf(g)
        let at = token('in')
        for (let moves = 0; ; moves++) {
          expect(moves).toBeLessThanOrEqual(list.length + 1)
          const next = turn(plan, at, { now: START, salt: 's', subject: '1' })
          const done =
            next.kind === 'acts' ? leaveAfterActing(plan, at, next.exits.done, START) : next
          if (done.kind !== 'moved') break
          at = done.token
        }
      }),
    )
  })
})
