import type { Handlers, Module } from '#platform/module.ts'
import { communityContract } from './contract.ts'
import { mountOfficialAccount } from './http/official-account.ts'
import { mountWecom } from './http/wecom.ts'
import { createAccept } from './service/accept.ts'
import { callbackPayload, listCallbacks, replayCallback } from './service/callbacks.ts'
import { greetingReport } from './service/greetings.ts'
import { listCustomerGroups, setGroupPurpose } from './service/groups.ts'
import { personRelations } from './service/relations.ts'
import { listStaff } from './service/staff.ts'
import { pauseReading, startReading, syncProgress } from './service/sync.ts'
import { callbacksTick, greetTick, syncTick } from './ticks.ts'

const handlers = {
  listCallbacks,
  callbackPayload,
  replayCallback,
  listStaff,
  personRelations,
  listCustomerGroups,
  setGroupPurpose,
  greetingReport,
  syncProgress,
  startSync: startReading,
  pauseSync: pauseReading,
} satisfies Handlers<typeof communityContract>

export const communityModule: Module = {
  name: 'community',
  folder: import.meta.dirname,
  contract: communityContract,
  handlers,
  ticks: [greetTick, callbacksTick, syncTick],
  http: (app, rt) => {
    const accept = createAccept(rt)
    mountWecom(app, rt, accept)
    mountOfficialAccount(app, rt, accept)
  },
}
