import type { Handlers, Module } from '#platform/module.ts'
import { deliverContract } from './contract.ts'
import { onFacts } from './on.ts'
import * as broadcasts from './service/broadcasts.ts'
import { listLetters, reasons } from './service/letters.ts'
import * as policy from './service/policy.ts'
import { reachOfPerson } from './service/reach.ts'
import { deliverStage } from './stage.ts'
import { deliverTicks } from './ticks.ts'

const handlers = {
  listLetters,
  reasons,
  reachOfPerson,
  budgetPolicy: policy.budgetPolicy,
  setBudgetPolicy: policy.setBudgetPolicy,
  previewBudgetPolicy: policy.previewBudgetPolicy,
  budgetReport: policy.budgetReport,
  planBroadcast: broadcasts.planBroadcast,
  startBroadcast: broadcasts.startBroadcast,
  listBroadcasts: broadcasts.listBroadcasts,
  broadcast: broadcasts.broadcast,
  stopBroadcast: broadcasts.stopBroadcast,
} satisfies Handlers<typeof deliverContract>

export const deliverModule: Module = {
  name: 'deliver',
  folder: import.meta.dirname,
  contract: deliverContract,
  handlers,
  on: onFacts,
  stage: deliverStage,
  ticks: deliverTicks,
}
