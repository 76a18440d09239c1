import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMinutes } from '#kernel/time.ts'
import type { Graph } from './graph.ts'
import { planOf } from './plan.ts'
import { leaveAfterActing, turn } from './walk.ts'
import type { Token } from './walk.ts'

/** Waits for an order, three hours at most; then rests; and so on until the goal (SPEC 3, 4, 7). */
const graph: Graph = {
  nodes: [
    { id: 'in', kind: 'event', config: { event: 'joined' }, x: 0, y: 0 },
    { id: 'wf', kind: 'wait_for', config: { event: 'paid', amount: 3, unit: 'hours' }, x: 0, y: 0 },
    { id: 'thanks', kind: 'tag', config: { act: 'add', tag: 'a' }, x: 0, y: 0 },
    { id: 'long', kind: 'wait', config: { amount: 1, unit: 'hours' }, x: 0, y: 0 },
    { id: 'short', kind: 'wait', config: { amount: 30, unit: 'minutes' }, x: 0, y: 0 },
    { id: 'g', kind: 'goal', config: { by: 'event', event: 'member' }, x: 0, y: 0 },
  ],
  edges: [
    { from: 'in', exit: 'entered', to: 'wf' },
    { from: 'wf', exit: 'happened', to: 'thanks' },
    { from: 'thanks', exit: 'tagged', to: 'long' },
    { from: 'wf', exit: 'timed_out', to: 'short' },
    { from: 'long', exit: 'waited', to: 'wf' },
    { from: 'short', exit: 'waited', to: 'wf' },
  ],
  reentry: { kind: 'once' },
}
const plan = planOf(graph)
const START = new Date('2026-03-02T02:00:00Z')

/** The oracle: where she stands and since when. */
interface Reference {
  at: 'wf' | 'long' | 'short' | 'over'
  sinceMin: number
  nowMin: number
}
const STAY_MIN = { wf: 180, long: 60, short: 30 }
const THEN = { wf: 'short', long: 'wf', short: 'wf' } as const

function pass(m: Reference): void {
  while (m.at !== 'over' && m.nowMin >= m.sinceMin + STAY_MIN[m.at]) {
    m.sinceMin += STAY_MIN[m.at]
    m.at = THEN[m.at]
  }
}

/** The walk as the runtime calls it: one run, woken when due or when it hears. */
interface Real {
  token: Token
  due: Date | undefined
  listening: readonly string[]
  over: boolean
  visits: number[]
}

function look(real: Real, now: Date): void {
  while (!real.over) {
    const next = turn(plan, real.token, { now, salt: 'j', subject: '1' })
    const done =
      next.kind === 'acts' ? leaveAfterActing(plan, real.token, next.exits.done, now) : next
    if (done.kind === 'waiting') {
      real.due = done.until
      real.listening = done.listening
      return
    }
    if (done.kind === 'moved' || done.kind === 'ended') real.visits.push(done.left.visit)
    if (done.kind === 'moved') real.token = done.token
    if (done.kind === 'ended') real.over = true
  }
}

function same(m: Reference, real: Real): void {
  expect(real.over).toBe(m.at === 'over')
  expect(real.visits).toEqual(real.visits.map((_, i) => i + 1))
  if (m.at === 'over') return
  expect(real.token.nodeId).toBe(m.at)
  expect(real.token.enteredAt).toEqual(addMinutes(START, m.sinceMin))
}

class Pass implements fc.Command<Reference, Real> {
  readonly minutes: number
  /** how late the worker looks at each instant that falls due on the way */
  readonly lateMin: number
  constructor(minutes: number, lateMin: number) {
    this.minutes = minutes
    this.lateMin = lateMin
  }
  check = () => true
  run(m: Reference, real: Real): void {
    m.nowMin += this.minutes
    const now = addMinutes(START, m.nowMin)
    while (!real.over && real.due && real.due <= now) {
      const late = addMinutes(real.due, this.lateMin)
      look(real, late < now ? late : now)
    }
    pass(m)
    same(m, real)
  }
  toString = () => `pass(${this.minutes} min, ${this.lateMin} late)`
}

class Hear implements fc.Command<Reference, Real> {
  readonly event: string
  constructor(event: string) {
    this.event = event
  }
  check = (m: Readonly<Reference>) => m.at !== 'over'
  run(m: Reference, real: Real): void {
    const now = addMinutes(START, m.nowMin)
    const nodeId = this.event === 'member' ? 'g' : real.token.nodeId
    if (real.listening.includes(this.event)) {
      const heard = [...real.token.heard, { nodeId, event: this.event, at: now }]
      real.token = { ...real.token, heard }
      look(real, now)
    }
    if (this.event === 'member') m.at = 'over'
    if (this.event === 'paid' && m.at === 'wf') {
      m.at = 'long'
      m.sinceMin = m.nowMin
    }
    same(m, real)
  }
  toString = () => `hear(${this.event})`
}

test('a walk of any length, with any delays, is the walk of the oracle', () => {
  const commands = [
    fc
      .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 9 }))
      .map(([minutes, late]) => new Pass(minutes, late)),
    fc.constantFrom('paid', 'paid', 'other').map((event) => new Hear(event)),
    fc.constant(new Hear('member')),
  ]
  fc.assert(
    fc.property(fc.commands(commands, { maxCommands: 60 }), (list) => {
      fc.modelRun(() => {
        const token = { nodeId: 'in', enteredAt: START, visit: 1, heard: [], goals: [] }
        const real: Real = { token, due: START, listening: [], over: false, visits: [] }
        look(real, START)
        const model: Reference = { at: 'wf', sinceMin: 0, nowMin: 0 }
        return { model, real }
      }, list)
    }),
    { numRuns: 500 },
  )
})
