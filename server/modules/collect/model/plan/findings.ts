import type { CanonicalEvent } from '#platform/event.ts'
import type { Mode, PropertyDefinition, PropertyType } from './definition.ts'
import type { Plan } from './plan.ts'

export interface Finding {
  kind: 'unknown_event' | 'unknown_property' | 'wrong_type' | 'missing' | 'not_allowed'
  /** '' where it is the event itself */
  property: string
  expected: string
  came: string
  mode: Mode
}

/** What every SDK adds to every event, and no plan should have to name. */
const AMBIENT = /^(?:[$_].*|utm_\w+|url|path|title|referrer|search|host|session_id|source|channel)$/

export const isAmbient = (name: string): boolean => AMBIENT.test(name)

export const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || value === ''

const DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?$/

/** The narrowest type that a value is of. */
export function typeOf(value: unknown): PropertyType {
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'string') return DATE.test(value) ? 'date' : 'string'
  return 'object'
}

/** Whole numbers are numbers, dates are texts, and a date may come as milliseconds. */
export const fits = (seen: PropertyType, type: PropertyType): boolean =>
  seen === type ||
  (type === 'number' && seen === 'integer') ||
  (type === 'string' && seen === 'date') ||
  (type === 'date' && seen === 'integer')

function findingOf(one: PropertyDefinition, value: unknown, mode: Mode): Finding | undefined {
  const seen = typeOf(value)
  const said = { property: one.name, mode: one.mode ?? mode }
  if (!fits(seen, one.type)) return { kind: 'wrong_type', ...said, expected: one.type, came: seen }
  if (one.allowed.length === 0 || one.allowed.includes(String(value))) return undefined
  return { kind: 'not_allowed', ...said, expected: one.allowed.join(' | '), came: seen }
}

/** Who somebody is, is evidence and no matter of a plan. */
const isIdentityCall = ({ type, links, unbound }: CanonicalEvent): boolean =>
  !['track', 'page', 'screen'].includes(type) || links.length > 0 || unbound !== undefined

/** Where an event departs from the plan. Pure. */
export function findings(plan: Plan, event: CanonicalEvent): Finding[] {
  if (isIdentityCall(event)) return []
  const planned = plan.events.get(event.event)
  if (!planned)
    return [{ kind: 'unknown_event', property: '', expected: '', came: '', mode: plan.unplanned }]
  const { mode, others } = planned.definition
  const found: Finding[] = []
  for (const one of planned.required) {
    const given = Object.hasOwn(event.properties, one.name) ? event.properties[one.name] : undefined
    if (!isAbsent(given)) continue
    const said = { property: one.name, expected: one.type, mode: one.mode ?? mode }
    found.push({ kind: 'missing', came: '', ...said })
  }
  for (const [name, value] of Object.entries(event.properties)) {
    if (isAbsent(value)) continue
    const one = planned.properties.get(name)
    const finding = one && findingOf(one, value, mode)
    if (finding) found.push(finding)
    if (one || planned.beside.has(name) || isAmbient(name)) continue
    const came = typeOf(value)
    found.push({ kind: 'unknown_property', property: name, expected: '', came, mode: others })
  }
  return found
}
