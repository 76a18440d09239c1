import { workspaceChanged, workspaceCreated } from '#modules/governance/facts.ts'
import type { TxCtx } from '#platform/ctx.ts'
import type { FactHandler } from '#platform/module.ts'
import type { Heard } from '#platform/outbox/fact.ts'
import { nameController } from './store/notice.ts'

/** Until somebody says otherwise, the brand is called on its pages as its workspace is. */
async function keepName(tx: TxCtx, heard: readonly Heard<{ name: string }>[]): Promise<void> {
  const name = heard.at(-1)?.body.name
  if (name !== undefined) await nameController(tx.db, tx.workspaceId, name, tx.now)
}

export const onWorkspace: Record<string, FactHandler> = {
  [workspaceCreated.fact]: keepName,
  [workspaceChanged.fact]: keepName,
}
