import { z } from 'zod'
import { fact } from '#platform/outbox/fact.ts'

const workspace = z.object({
  workspaceId: z.uuid(),
  name: z.string(),
  timeZone: z.string(),
  currency: z.string(),
})

/** Heard inside the new workspace: modules put down what every workspace starts with. */
export const workspaceCreated = fact('governance.workspace_created', workspace)
/** The whole of it as it is now. */
export const workspaceChanged = fact('governance.workspace_changed', workspace)
