import { z } from 'zod'
import { fact } from '#platform/outbox/fact.ts'

/** From now on this event's name means something else, of the past as well. */
export const namingChanged = fact('collect.naming_changed', z.object({ event: z.string() }))
