import { assert } from '#kernel/assert.ts'
import { evaluate } from '#modules/audience/service.ts'
import { currentPersonIds } from '#modules/identity/service.ts'
import type { TxCtx } from '#platform/ctx.ts'
import { NODES_MAX } from '../model/graph.ts'
import type { Plan } from '../model/plan.ts'
import type { Effect } from '../model/step.ts'
import { leaveAfterActing, openGoals, toGoal, turn } from '../model/walk.ts'
import type { Token, Turn } from '../model/walk.ts'
import { readHeard } from '../store/runs.ts'
import type { RunRow, Stand, Step } from '../store/runs.ts'
import { perform } from './effects.ts'

export interface Journey {
  journeyId: string
  version: number
  plan: Plan
}

export interface Walker {
  runId: string
  personId: string
  subject: string
  token: Token
  steps: Step[]
  stand: Pick<Stand, 'dueAt' | 'listening' | 'outcome'> | undefined
}

export interface Acting {
  walker: Walker
  effect: Effect
  exits: { done: string; refused: string }
}

/** Each pass takes everybody at least one node on, and no circle is without a wait. */
const PASSES_MAX = NODES_MAX + 1

interface Walked {
  stands: Stand[]
  steps: Step[]
  goals: { runId: string; personId: string; nodeId: string }[]
}

/**
 * Takes these runs as far as they go now. People who stand before the same question are asked about
 * together, effects of a kind are carried out together; each decision is `turn`'s, one by one.
 */
export async function walkAll(
  tx: TxCtx,
  journey: Journey,
  rows: readonly RunRow[],
): Promise<Walked> {
  const walkers = rows.map(walkerOf)
  await currentPeople(tx, walkers)
  await goalsHeld(tx, journey, walkers)
  let active = walkers
  for (let pass = 0; active.length > 0; pass++) {
    assert(pass < PASSES_MAX, `journey ${journey.journeyId} never comes to rest`)
    const asking: Walker[] = []
    const acting: Acting[] = []
    for (const walker of active) run(tx, journey, walker, asking, acting)
    for (const [holds, answered] of await askAll(tx, journey, asking))
      for (const walker of answered) take(journey, walker, turnOf(tx, journey, walker, holds))
    for (const { walker, exit, detail } of await perform(tx, journey, acting))
      take(journey, walker, leaveAfterActing(journey.plan, walker.token, exit, tx.now), detail)
    active = [...asking, ...acting.map(({ walker }) => walker)].filter(({ stand }) => !stand)
  }
  return walked(journey, walkers)
}

const walkerOf = (row: RunRow): Walker => ({
  runId: row.run_id,
  personId: row.person_id,
  subject: row.subject,
  token: {
    nodeId: row.node_id,
    enteredAt: row.entered_at,
    visit: row.visit,
    heard: readHeard(row.heard),
    goals: row.goals,
  },
  steps: [],
  stand: undefined,
})

/** A merge may have happened that this module has not heard of yet. */
async function currentPeople(tx: TxCtx, walkers: readonly Walker[]): Promise<void> {
  const current = await currentPersonIds(
    tx,
    walkers.map(({ personId }) => personId),
  )
  for (const walker of walkers) walker.personId = current.get(walker.personId) ?? walker.personId
}

/** Goals that a condition decides are looked at once, whenever a run wakes. */
async function goalsHeld(tx: TxCtx, journey: Journey, walkers: readonly Walker[]): Promise<void> {
  for (const goal of journey.plan.goals) {
    const { asks } = goal.node
    if (!asks) continue
    const open = walkers.filter(({ token }) => openGoals(journey.plan, token).includes(goal))
    if (open.length === 0) continue
    const held = await evaluate(
      tx,
      asks,
      open.map(({ personId }) => personId),
    )
    for (const walker of open)
      if (held.has(walker.personId))
        take(journey, walker, toGoal(journey.plan, walker.token, goal.id, tx.now))
  }
}

/** As far as nothing is needed from outside. */
function run(
  tx: TxCtx,
  journey: Journey,
  walker: Walker,
  asking: Walker[],
  acting: Acting[],
): void {
  for (let moves = 0; walker.stand === undefined; moves++) {
    assert(moves < PASSES_MAX, `journey ${journey.journeyId} never comes to rest`)
    const next = turnOf(tx, journey, walker)
    if (next.kind === 'asks') return void asking.push(walker)
    if (next.kind === 'acts') return void acting.push({ walker, ...next })
    take(journey, walker, next)
  }
}

const turnOf = (tx: TxCtx, { journeyId, plan }: Journey, walker: Walker, holds?: boolean): Turn =>
  turn(plan, walker.token, { now: tx.now, salt: journeyId, subject: walker.subject, holds })

function take(
  { version }: Journey,
  walker: Walker,
  next: Turn,
  detail?: Readonly<Record<string, unknown>>,
): void {
  if (next.kind === 'moved' || next.kind === 'ended')
    walker.steps.push({ ...next.left, runId: walker.runId, version, detail })
  if (next.kind === 'moved') walker.token = next.token
  if (next.kind === 'ended')
    walker.stand = { dueAt: undefined, listening: [], outcome: next.outcome }
  if (next.kind === 'waiting')
    walker.stand = { dueAt: next.until, listening: next.listening, outcome: undefined }
}

/** One call of the audience for everybody at the same node. */
async function askAll(
  tx: TxCtx,
  { plan }: Journey,
  asking: readonly Walker[],
): Promise<[boolean, Walker[]][]> {
  const answers: [boolean, Walker[]][] = []
  for (const [nodeId, group] of Map.groupBy(asking, ({ token }) => token.nodeId)) {
    const predicate = plan.nodes.get(nodeId)?.node.asks
    assert(predicate, `node ${nodeId} asks something`)
    const held = await evaluate(
      tx,
      predicate,
      group.map(({ personId }) => personId),
    )
    const [yes, no] = [true, false].map((answer) =>
      group.filter(({ personId }) => held.has(personId) === answer),
    )
    answers.push([true, yes ?? []], [false, no ?? []])
  }
  return answers
}

function walked({ plan }: Journey, walkers: readonly Walker[]): Walked {
  const stands: Stand[] = []
  const steps: Step[] = []
  const goals: Walked['goals'] = []
  for (const { runId, personId, token, steps: taken, stand } of walkers) {
    assert(stand, `run ${runId} came to rest`)
    const { nodeId, visit, enteredAt, heard, goals: reached } = token
    stands.push({ runId, nodeId, visit, enteredAt, heard, goals: reached, ...stand })
    for (const step of taken) {
      steps.push(step)
      if (step.exit === 'reached' && plan.nodes.get(step.nodeId)?.node.role === 'goal')
        goals.push({ runId, personId, nodeId: step.nodeId })
    }
  }
  return { stands, steps, goals }
}
