import type { Ctx } from '#platform/ctx.ts'
import { NODE_KINDS, NODES } from './model/nodes.ts'

export { moveChunk, moveJourney } from './service/moves.ts'
export { createJourney } from './service/journeys.ts'
export { publishJourney } from './service/publish.ts'
export { loadPlaybook } from './service/playbooks.ts'

/** What the console draws nodes from. */
export async function journeyNodes(_ctx: Ctx) {
  return {
    items: NODE_KINDS.map((kind) => {
      const { role, label, hint, initial, exitLabels, form } = NODES[kind]
      return {
        kind,
        role,
        label,
        hint,
        initial: { ...initial },
        exitLabels: { ...exitLabels },
        form: form.map((field) => ({ ...field })),
      }
    }),
  }
}
