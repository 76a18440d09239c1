import { evaluate } from '#modules/audience/model/evaluate.ts'
import type { EventView, PersonView } from '#modules/audience/model/person-view.ts'
import { propertyAt } from '#modules/audience/model/property.ts'
import { passes } from '#modules/audience/model/value-test.ts'
import type { HeardEvent, Listening } from './node.ts'
import { earsOf } from './plan.ts'
import type { Plan } from './plan.ts'
import type { Effect } from './step.ts'
import { leaveAfterActing, openGoals, toGoal, turn } from './walk.ts'
import type { Left, Token, Turn } from './walk.ts'

export interface Rehearsal {
  plan: Plan
  person: PersonView
  /** where she comes in */
  triggerId: string
  from: Date
  until: Date
  /** what she will do, in the order of time */
  script: readonly EventView[]
  salt: string
}

export interface Rehearsed extends Left {
  effect: Effect | undefined
}

export interface Result {
  steps: Rehearsed[]
  /** where she stands at the end of the rehearsal; undefined when the journey is over for her */
  standsAt: { nodeId: string; until: Date | undefined } | undefined
}

/** More steps than this in a rehearsal tell nothing new. */
const STEPS_MAX = 500

/**
 * One person through the graph in memory: the same `turn` as the runtime's, time jumping from
 * instant to instant. Nothing is sent: every effect is taken to succeed.
 */
export function rehearse(rehearsal: Rehearsal): Result {
  const { plan, from, until } = rehearsal
  let person = rehearsal.person
  let now = from
  let token: Token = {
    nodeId: rehearsal.triggerId,
    enteredAt: from,
    visit: 1,
    heard: [],
    goals: [],
  }
  const script = rehearsal.script.filter(({ at }) => at >= from && at <= until)
  let told = 0
  const steps: Rehearsed[] = []
  while (steps.length < STEPS_MAX) {
    const seen = { ...person, events: [...person.events, ...script.slice(0, told)] }
    const { next, effect } = decide(rehearsal, seen, token, now)
    if (next.kind === 'moved' || next.kind === 'ended') {
      steps.push({ ...next.left, effect })
      if (effect?.kind === 'tag') person = tagged(person, effect, now)
      if (next.kind === 'ended') return { steps, standsAt: undefined }
      token = next.token
      continue
    }
    const wake = next.kind === 'waiting' ? next.until : undefined
    const event = script[told]
    if (event && (wake === undefined || event.at <= wake)) {
      told += 1
      now = event.at
      token = { ...token, heard: [...token.heard, ...heardBy(plan, token, event)] }
      continue
    }
    if (wake === undefined || wake > until)
      return { steps, standsAt: { nodeId: token.nodeId, until: wake } }
    now = wake
  }
  return { steps, standsAt: { nodeId: token.nodeId, until: undefined } }
}

function decide(
  { plan, salt }: Rehearsal,
  person: PersonView,
  token: Token,
  now: Date,
): { next: Turn; effect?: Effect } {
  for (const goal of openGoals(plan, token))
    if (goal.node.asks && evaluate(goal.node.asks, person, now))
      return { next: toGoal(plan, token, goal.id, now) }
  const moment = { now, salt, subject: person.personId }
  const next = turn(plan, token, moment)
  if (next.kind === 'asks') {
    const predicate = plan.nodes.get(token.nodeId)?.node.asks
    const holds = predicate !== undefined && evaluate(predicate, person, now)
    return { next: turn(plan, token, { ...moment, holds }) }
  }
  if (next.kind === 'acts')
    return { next: leaveAfterActing(plan, token, next.exits.done, now), effect: next.effect }
  return { next }
}

function heardBy(plan: Plan, token: Token, event: EventView): HeardEvent[] {
  const own = plan.nodes.get(token.nodeId)
  const heard = (listening: Listening) =>
    listening.event === event.event &&
    listening.where.every(({ path, test }) => passes(test, propertyAt(event.properties, path)))
  const here = own?.node.listens && heard(own.node.listens) ? [own.id] : []
  const goals = plan.goals.filter((goal) => earsOf(goal).some(heard)).map(({ id }) => id)
  return [...here, ...goals].map((nodeId) => ({ nodeId, event: event.event, at: event.at }))
}

function tagged(
  person: PersonView,
  { act, tag }: Extract<Effect, { kind: 'tag' }>,
  now: Date,
): PersonView {
  const others = person.tags.filter((one) => one.tag !== tag)
  return { ...person, tags: act === 'add' ? [...others, { tag, since: now }] : others }
}
