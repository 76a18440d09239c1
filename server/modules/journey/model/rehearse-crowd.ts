import type { PersonView } from '#modules/audience/model/person-view.ts'
import { BY_GOAL } from './walk.ts'
import type { Plan } from './plan.ts'
import { rehearse } from './rehearse.ts'
import type { Result } from './rehearse.ts'

/** What the overlay shows of one node: as `journeyNumbers`, of people who only might come. */
export interface RehearsedNode {
  nodeId: string
  entered: number
  waiting: number
  exits: Record<string, number>
  /** some of them by way out, and of those who stand here at the end: click and see who */
  who: { exits: Record<string, string[]>; waiting: string[] }
}

export interface Crowd {
  nodes: RehearsedNode[]
  /** how it stands with them at the end; the four add up to everybody */
  outcome: { reachedGoal: number; finished: number; underWay: number; neverIn: number }
}

interface CrowdRehearsal {
  plan: Plan
  people: readonly PersonView[]
  triggerId: string
  from: Date
  until: Date
  salt: string
}

const SHOWN_PER_WAY = 12

/**
 * Many people through the graph in memory, each by the runtime's own `turn`; nobody does anything
 * new meanwhile, so whoever is waited for times out. A person who passes a node twice counts twice
 * there, as she does when it is live.
 */
export function rehearseCrowd({ people, plan, ...rest }: CrowdRehearsal): Crowd {
  const nodes = new Map<string, RehearsedNode>()
  for (const nodeId of plan.nodes.keys())
    nodes.set(nodeId, {
      ...{ nodeId, entered: 0, waiting: 0, exits: {} },
      who: { exits: {}, waiting: [] },
    })
  const outcome = { reachedGoal: 0, finished: 0, underWay: 0, neverIn: 0 }
  for (const person of people) {
    const result = rehearse({ ...rest, plan, person, script: [] })
    outcome[outcomeOf(plan, result)] += 1
    tally(nodes, person.personId, result)
  }
  return { nodes: [...nodes.values()], outcome }
}

function tally(
  nodes: ReadonlyMap<string, RehearsedNode>,
  personId: string,
  { steps, standsAt }: Result,
): void {
  for (const { nodeId, exit } of steps) {
    const node = nodes.get(nodeId)
    if (!node) continue
    node.entered += 1
    node.exits[exit] = (node.exits[exit] ?? 0) + 1
    keep((node.who.exits[exit] ??= []), personId)
  }
  const here = standsAt && nodes.get(standsAt.nodeId)
  if (!here) return
  here.entered += 1
  here.waiting += 1
  keep(here.who.waiting, personId)
}

function keep(people: string[], personId: string): void {
  if (people.length < SHOWN_PER_WAY && !people.includes(personId)) people.push(personId)
}

function outcomeOf(plan: Plan, { steps, standsAt }: Result): keyof Crowd['outcome'] {
  const isGoal = (nodeId: string) => plan.goals.some(({ id }) => id === nodeId)
  if (steps.some(({ nodeId, exit }) => isGoal(nodeId) || exit === BY_GOAL)) return 'reachedGoal'
  if (standsAt === undefined) return 'finished'
  return steps.length === 0 ? 'neverIn' : 'underWay'
}
