import { DAY_MS, daysBefore } from '#kernel/time.ts'
import type { Heard } from '#platform/outbox/fact.ts'
import type { TxCtx } from '#platform/ctx.ts'
import { atOnceWhile } from '#platform/look.ts'
import type { Handlers, Module } from '#platform/module.ts'
import type { Runtime } from '#platform/runtime.ts'
import { personSplit, personsMerged } from '#modules/identity/facts.ts'
import * as recipients from './alarms/recipients.ts'
import * as alarmVerbs from './alarms/verbs.ts'
import { onWorkspace } from './alarms/on-workspace.ts'
import { alarmTicks } from './alarms/ticks.ts'
import { collectContract } from './contract.ts'
import { collectorRoutes } from './http.ts'
import { deadLetters, live, sources } from './live.ts'
import { mend, previewMend } from './mend.ts'
import { collectorPaths } from './openapi.ts'
import { PRUNE_EVERY_MS, prune } from './pipeline/prune.ts'
import { runPipeline } from './pipeline/run.ts'
import * as hookVerbs from './service/hooks.ts'
import * as namedEvents from './service/named-events.ts'
import { trackingPlan, planEvent, archivePlanEvent, planRest, planDrift } from './service/plan.ts'
import { importRows } from './service/rows.ts'
import { createWriteKey, revokeWriteKey, settled, writeKeys } from './service.ts'
import { ANY_WAITING, countWaiting, oldestWaiting, positionState } from './store/inbox.ts'
import { pruneSamples } from './store/hooks.ts'
import { followMerges, followSplit } from './store/recent.ts'

const SAMPLE_DAYS = 7
const pruneSamplesOf = (rt: Runtime): Promise<number> =>
  pruneSamples(rt.database.db, daysBefore(rt.clock.now(), SAMPLE_DAYS))

/** A demo's people click one after another: what they do within one instant is worked off together. */
const GATHER_MS = 200

const handlers = {
  settled,
  live,
  sources,
  deadLetters,
  previewMend,
  mend,
  writeKeys,
  createWriteKey,
  revokeWriteKey,
  trackingPlan,
  planEvent,
  archivePlanEvent,
  planRest,
  planDrift,
  namedEvents: namedEvents.namedEvents,
  namedEvent: namedEvents.namedEvent,
  nameEvent: namedEvents.nameEvent,
  changeNamedEvent: namedEvents.changeNamedEvent,
  archiveNamedEvent: namedEvents.archiveNamedEvent,
  restoreNamedEvent: namedEvents.restoreNamedEvent,
  importRows,
  ...hookVerbs,
  ...alarmVerbs,
  ...recipients,
} satisfies Handlers<typeof collectContract>

type Merged = Heard<ReturnType<typeof personsMerged>['body']>
type Split = Heard<ReturnType<typeof personSplit>['body']>

/** One after another: whoever absorbed somebody may have been absorbed since. */
function finalSurvivors(merges: readonly Merged['body'][]): Map<string, string> {
  const survivorOf = new Map<string, string>()
  for (const { absorbed, survivor } of merges) {
    for (const [one, other] of survivorOf) if (other === absorbed) survivorOf.set(one, survivor)
    survivorOf.set(absorbed, survivor)
  }
  return survivorOf
}

export const collectModule: Module = {
  name: 'collect',
  folder: import.meta.dirname,
  contract: collectContract,
  handlers,
  on: {
    ...onWorkspace,
    [personsMerged.fact]: async (tx: TxCtx, heard: readonly Merged[]) => {
      await followMerges(tx.db, tx.workspaceId, finalSurvivors(heard.map(({ body }) => body)))
    },
    [personSplit.fact]: async (tx: TxCtx, heard: readonly Split[]) => {
      for (const { body } of heard) await followSplit(tx.db, tx.workspaceId, body.identIds, body.to)
    },
  },
  ticks: [
    {
      name: 'collect.pipeline',
      everyMs: 250,
      run: runPipeline,
      due: atOnceWhile(ANY_WAITING),
      byPosition: true,
      gatherMs: GATHER_MS,
    },
    { name: 'collect.prune', everyMs: PRUNE_EVERY_MS, run: prune },
    { name: 'collect.prune_samples', everyMs: DAY_MS, run: pruneSamplesOf },
    ...alarmTicks,
  ],
  inbox: {
    waiting: async ({ database, config }) => ({
      batches: await countWaiting(database.db, config.inboxMaxRows),
      oldestAt: await oldestWaiting(database.db),
    }),
    stateOf: ({ database }, workspaceId, position) =>
      positionState(database.db, workspaceId, position),
  },
  http: collectorRoutes,
  paths: collectorPaths,
}
