import type { CanonicalEvent } from '#platform/event.ts'
import { findings } from './findings.ts'
import type { Finding } from './findings.ts'
import type { Plan } from './plan.ts'

/** Field and reason by which a refused event is found again: no values, so that like meets like. */
function told(event: string, { kind, property, expected, came }: Finding) {
  const field = property === '' ? 'event' : `properties.${property}`.slice(0, 300)
  if (kind === 'unknown_event')
    return { field, reason: `is against the plan: no plan names the event “${event}”` }
  if (kind === 'unknown_property')
    return { field, reason: `is against the plan of “${event}”: the plan does not name it` }
  if (kind === 'missing')
    return {
      field,
      reason: `is against the plan of “${event}”: ${expected} was expected, nothing came`,
    }
  if (kind === 'wrong_type')
    return {
      field,
      reason: `is against the plan of “${event}”: ${expected} was expected, ${came} came`,
    }
  return {
    field,
    reason: `is against the plan of “${event}”: one of ${expected.slice(0, 500)} was expected, another value came`,
  }
}

/** Why the plan refuses an event; undefined where it does not. */
export function refusedByPlan(plan: Plan, event: CanonicalEvent) {
  const blocking = findings(plan, event).find(({ mode }) => mode === 'block')
  return blocking && told(event.event, blocking)
}
