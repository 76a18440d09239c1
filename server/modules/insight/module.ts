import type { Handlers, Module } from '#platform/module.ts'
import { insightContract } from './contract.ts'
import { attribution, attributionOrders, orderTrace } from './service/attribution.ts'
import { captured, namedEventVolume, previewNaming } from './service/captured.ts'
import { cohorts } from './service/cohorts.ts'
import { funnel, funnelPeople } from './service/funnel.ts'
import { overview } from './service/overview.ts'

const handlers = {
  overview,
  funnel,
  funnelPeople,
  attribution,
  attributionOrders,
  orderTrace,
  cohorts,
  captured,
  previewNaming,
  namedEventVolume,
} satisfies Handlers<typeof insightContract>

/** Reads all, writes nothing. */
export const insightModule: Module = {
  name: 'insight',
  folder: import.meta.dirname,
  contract: insightContract,
  handlers,
}
