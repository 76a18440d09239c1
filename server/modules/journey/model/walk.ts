import { must } from '#kernel/assert.ts'
import { fraction } from '#kernel/hash.ts'
import { MINUTE_MS } from '#kernel/time.ts'
import { earsOf } from './plan.ts'
import type { Plan, PlanNode } from './plan.ts'
import type { HeardEvent } from './node.ts'
import type { Effect } from './step.ts'

/** Where a person stands in a journey. */
export interface Token {
  nodeId: string
  /** the instant she came to this node: deadlines are counted from here */
  enteredAt: Date
  /** how many nodes she has come to, this one included: names each visit for ever */
  visit: number
  heard: readonly HeardEvent[]
  /** goals she has reached in this run */
  goals: readonly string[]
}

/** One line of the log: she left this node by this exit, then. */
export interface Left {
  nodeId: string
  visit: number
  exit: string
  enteredAt: Date
  at: Date
}

export type Turn =
  | { kind: 'moved'; left: Left; token: Token }
  | { kind: 'ended'; left: Left; outcome: Outcome }
  /** she stays; `listening` are the events that would wake her before `until` */
  | { kind: 'waiting'; until: Date | undefined; listening: readonly string[] }
  | { kind: 'asks' }
  | { kind: 'acts'; effect: Effect; exits: { done: string; refused: string } }

export type Outcome = 'finished' | 'goal'

export interface Moment {
  now: Date
  /** salted per journey and node, so that two splits do not part people alike */
  salt: string
  /** the person she was when she came in: a merge on the way moves nobody to another variant */
  subject: string
  /** the answer to what the node asked */
  holds?: boolean | undefined
}

/** The exit in the log of whoever was taken from a node because she reached a goal elsewhere. */
export const BY_GOAL = 'goal'

/** One decision about one person, pure. The runtime calls it until it says wait, ask, act or end. */
export function turn(plan: Plan, token: Token, moment: Moment): Turn {
  const here = at(plan, token)
  const reached = goalHeard(plan, token)
  if (reached) return toGoal(plan, token, reached.goal, earlier(reached.at, moment.now))
  const step = here.node.step({
    now: moment.now,
    enteredAt: token.enteredAt,
    heard: token.heard.filter(({ nodeId }) => nodeId === here.id),
    holds: moment.holds,
    bucket: fraction(`${moment.salt}:${here.id}`, moment.subject),
  })
  switch (step.kind) {
    case 'go':
      return leave(plan, token, step.exit, leavingAt(token, step.at, moment.now))
    case 'wait':
      return { kind: 'waiting', until: step.until, listening: listeningOf(plan, token) }
    case 'ask':
      return { kind: 'asks' }
    case 'act':
      return { kind: 'acts', effect: step.effect, exits: step.exits }
    case 'end':
      return { kind: 'ended', left: leftOf(token, 'end', token.enteredAt), outcome: 'finished' }
  }
}

/** She leaves by the exit; where it leads, or the end when it leads nowhere. */
export function leave(plan: Plan, token: Token, exit: string, when: Date): Turn {
  const here = at(plan, token)
  const left = leftOf(token, exit, when)
  const isGoal = here.node.role === 'goal'
  const goals = isGoal && !token.goals.includes(here.id) ? [...token.goals, here.id] : token.goals
  const to = here.next.get(exit)
  if (to === undefined)
    return { kind: 'ended', left, outcome: goals.length > 0 ? 'goal' : 'finished' }
  return { kind: 'moved', left, token: arrive(plan, token, to, when, goals) }
}

/** Wherever she stands: to the goal, by the exit `goal`. */
export function toGoal(plan: Plan, token: Token, goalId: string, when: Date): Turn {
  must(plan.nodes.get(goalId), `goal ${goalId}`)
  const moment = when < token.enteredAt ? token.enteredAt : when
  const left = leftOf(token, BY_GOAL, moment)
  return {
    kind: 'moved',
    left,
    token: arrive(plan, token, goalId, moment, [...token.goals, goalId]),
  }
}

/** A worker may be this late without anybody's later waits moving. */
export const LATENESS_FORGIVEN_MS = 10 * MINUTE_MS

/**
 * Effects are done when a worker does them. A little late counts as on time, so that a chain of waits
 * does not drift; after an outage the next wait begins now, or a week's letters would go out together.
 */
export function leaveAfterActing(plan: Plan, token: Token, exit: string, now: Date): Turn {
  const lateMs = now.getTime() - token.enteredAt.getTime()
  return leave(plan, token, exit, lateMs > LATENESS_FORGIVEN_MS ? now : token.enteredAt)
}

/** Goals that a condition decides and that she has not reached yet. */
export const openGoals = (plan: Plan, token: Token): readonly PlanNode[] =>
  plan.goals.filter(({ id, node }) => node.asks && id !== token.nodeId && !token.goals.includes(id))

/** Everything that would wake her: what this node waits for and what any open goal hears. */
export function listeningOf(plan: Plan, token: Token): string[] {
  const events = new Set<string>()
  const own = at(plan, token).node
  if (own.role === 'wait' && own.listens) events.add(own.listens.event)
  for (const goal of plan.goals)
    if (!token.goals.includes(goal.id)) for (const { event } of earsOf(goal)) events.add(event)
  return [...events].toSorted()
}

const at = (plan: Plan, token: Token): PlanNode =>
  must(plan.nodes.get(token.nodeId), `node ${token.nodeId}`)

/** What was heard for the node she leaves is done with; what another goal heard is still to come. */
function arrive(
  plan: Plan,
  token: Token,
  nodeId: string,
  when: Date,
  goals: readonly string[],
): Token {
  const open = new Set(
    plan.goals.filter(({ id, node }) => node.listens && !goals.includes(id)).map(({ id }) => id),
  )
  const heard = token.heard.filter((one) => open.has(one.nodeId))
  return { nodeId, enteredAt: when, visit: token.visit + 1, heard, goals }
}

const leftOf = ({ nodeId, visit, enteredAt }: Token, exit: string, when: Date): Left => ({
  nodeId,
  visit,
  exit,
  enteredAt,
  at: when,
})

const earlier = (a: Date, b: Date): Date => (a < b ? a : b)

/** A deadline that passed is when she left, however late the worker; never before she came. */
function leavingAt({ enteredAt }: Token, when: Date | undefined, now: Date): Date {
  if (when === undefined) return enteredAt
  const left = earlier(when, now)
  return left < enteredAt ? enteredAt : left
}

function goalHeard(plan: Plan, token: Token): { goal: string; at: Date } | undefined {
  for (const goal of plan.goals) {
    if (!goal.node.listens || goal.id === token.nodeId || token.goals.includes(goal.id)) continue
    const heard = token.heard.find(({ nodeId }) => nodeId === goal.id)
    if (heard) return { goal: goal.id, at: heard.at }
  }
  return undefined
}
