import type { Mode, PropertyType } from './definition.ts'
import { fits, isAmbient } from './findings.ts'
import type { Plan, PlannedEvent } from './plan.ts'

export interface Arrived {
  event: string
  source: string
  events: number
  first: number
  last: number
}
export interface ArrivedWith extends Arrived {
  property: string
  type: PropertyType
}

export interface Drift extends Arrived {
  kind: 'unknown_event' | 'unknown_property' | 'wrong_type' | 'missing'
  property: string
  expected: PropertyType | null
  came: PropertyType | null
  mode: Mode
}

/** The history's names of types; what it has no name for is a text. */
export function typeOfStored(type: string): PropertyType {
  if (/^U?Int\d/.test(type)) return 'integer'
  if (/^(?:Float|Decimal)/.test(type)) return 'number'
  if (type === 'Bool') return 'boolean'
  if (type.startsWith('Date')) return 'date'
  if (type.startsWith('Array')) return 'list'
  return /^(?:Object|JSON|Map|Tuple)/.test(type) ? 'object' : 'string'
}

/** What history is of our own making, besides what senders told. */
const IDENTITY: ReadonlySet<string> = new Set([
  ...['identified', 'id_bound', 'id_unbound', 'group_joined'],
])

const key = (...parts: string[]): string => JSON.stringify(parts)

/** Where what arrived departs from the plan; the most frequent first. Pure. */
export function driftOf(
  plan: Plan,
  arrived: readonly Arrived[],
  properties: readonly ArrivedWith[],
): Drift[] {
  const found: Drift[] = []
  const present = new Map<string, number>()
  for (const one of properties) {
    const place = key(one.event, one.source, one.property)
    present.set(place, (present.get(place) ?? 0) + one.events)
    const planned = plan.events.get(one.event)
    const drift = planned && ofProperty(planned, one)
    if (drift) found.push(drift)
  }
  for (const one of arrived) {
    if (IDENTITY.has(one.event)) continue
    const planned = plan.events.get(one.event)
    if (planned) found.push(...missing(planned, one, present))
    else found.push({ ...unknown(one), mode: plan.unplanned })
  }
  return found.toSorted((a, b) => b.events - a.events)
}

const unknown = (one: Arrived) => ({
  ...{ ...one, kind: 'unknown_event' as const, property: '', expected: null, came: null },
})

function ofProperty(planned: PlannedEvent, one: ArrivedWith): Drift | undefined {
  const { type: came, ...rest } = one
  const said = planned.properties.get(one.property)
  const { mode, others } = planned.definition
  if (said)
    return fits(came, said.type)
      ? undefined
      : { ...rest, kind: 'wrong_type', expected: said.type, came, mode: said.mode ?? mode }
  if (planned.beside.has(one.property) || isAmbient(one.property)) return undefined
  return { ...rest, kind: 'unknown_property', expected: null, came, mode: others }
}

function* missing(
  planned: PlannedEvent,
  one: Arrived,
  present: ReadonlyMap<string, number>,
): Generator<Drift> {
  for (const { name, type, mode } of planned.required) {
    const events = one.events - (present.get(key(one.event, one.source, name)) ?? 0)
    if (events <= 0) continue
    const said = { ...one, events, property: name, expected: type, came: null }
    yield { ...said, kind: 'missing', mode: mode ?? planned.definition.mode }
  }
}
