import { isTimeZone } from '#kernel/time.ts'
import { workspaceChanged, workspaceCreated } from '#modules/governance/facts.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { FactHandler } from '#platform/module.ts'
import type { Heard } from '#platform/outbox/fact.ts'
import { saveZone } from '../store/flows.ts'

/** Watched from the first day, by the workspace's own clock. */
async function watch(tx: TxCtx, heard: readonly Heard<{ timeZone: string }>[]): Promise<void> {
  const last = heard.at(-1)
  if (last && isTimeZone(last.body.timeZone))
    await saveZone(tx.db, tx.workspaceId, last.body.timeZone, tx.now)
}

export const onWorkspace: Record<string, FactHandler> = {
  [workspaceCreated.fact]: watch,
  [workspaceChanged.fact]: watch,
}
