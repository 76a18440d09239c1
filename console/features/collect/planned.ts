import type { api } from '../../api/client.ts'
import type { Edited } from './PlanDrawer.tsx'

export type Planned = Awaited<ReturnType<typeof api.collect.trackingPlan>>['items'][number]
export type DriftAnswer = Awaited<ReturnType<typeof api.collect.planDrift>>
export type Drift = DriftAnswer['items'][number]
export type Mode = Drift['mode']

export const MODES = ['watch', 'flag', 'block'] as const satisfies readonly Mode[]

export const TYPES = ['string', 'number', 'integer', 'boolean', 'date', 'list', 'object'] as const

export const editedOf = ({ event, definition, version }: Planned): Edited => ({
  ...{ event, definition, version, isNew: false },
})

/** A definition to begin with; with drift of a property, one that has it as it came. */
export function newlyPlanned(event: string, over: Planned | undefined, of?: Drift): Edited {
  const property =
    of?.kind === 'unknown_property' && of.came
      ? [{ name: of.property, type: of.came, required: false, allowed: [], unit: '' }]
      : []
  const said = over?.definition
  return {
    event,
    version: over?.version ?? 0,
    isNew: event === '',
    definition: {
      ...{ title: '', note: '', owner: '', mode: 'watch', others: 'watch' },
      ...said,
      properties: [...(said?.properties ?? []), ...property],
    },
  }
}
