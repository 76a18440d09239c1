import { CANONICAL_PROPERTIES, MONEY } from '../taxonomy.ts'
import { DEFAULT_PLAN } from './default-plan.ts'
import type { Definition, Mode, PropertyDefinition } from './definition.ts'

export interface PlannedEvent {
  definition: Definition
  properties: ReadonlyMap<string, PropertyDefinition>
  required: readonly PropertyDefinition[]
  /** names that come beside the definition's: the sender's own, and the fen that we add */
  beside: ReadonlySet<string>
}

/** A workspace's plan, made for looking things up. */
export interface Plan {
  events: ReadonlyMap<string, PlannedEvent>
  unplanned: Mode
  /** false: nothing can be refused, so nothing need be looked at when events arrive */
  blocks: boolean
}

export interface OwnDefinition {
  event: string
  definition: Definition
  archived: boolean
}

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

function planned(event: string, definition: Definition): PlannedEvent {
  return {
    definition,
    properties: new Map(definition.properties.map((one) => [one.name, one])),
    required: definition.properties.filter(({ required }) => required),
    beside: new Set([
      ...Object.values(own(CANONICAL_PROPERTIES, event) ?? {}).flat(),
      ...Object.values(own(MONEY, event) ?? {}),
    ]),
  }
}

const canBlock = ({ mode, others, properties }: Definition): boolean =>
  mode === 'block' || others === 'block' || properties.some((one) => one.mode === 'block')

/** What the workspace says of an event takes the place of all that the default plan says of it. */
export function planOf(rows: readonly OwnDefinition[], unplanned: Mode): Plan {
  const events = new Map<string, PlannedEvent>()
  for (const [event, { definition }] of DEFAULT_PLAN) events.set(event, planned(event, definition))
  for (const { event, definition, archived } of rows)
    if (archived) events.delete(event)
    else events.set(event, planned(event, definition))
  const blocks =
    unplanned === 'block' || [...events.values()].some((one) => canBlock(one.definition))
  return { events, unplanned, blocks }
}

export const NO_PLAN_OF_ITS_OWN: Plan = planOf([], 'watch')
