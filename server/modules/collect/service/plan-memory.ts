import type { Ctx } from '#platform/ctx.ts'
import type { Db } from '#platform/db/db.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { System } from '#platform/system.ts'
import { NO_PLAN_OF_ITS_OWN, planOf } from '../model/plan/plan.ts'
import type { Plan } from '../model/plan/plan.ts'
import { planHead, planRows } from '../store/plan.ts'

/** The plan as of now, asked afresh. */
export async function planIn({ db, workspaceId }: Pick<Ctx, 'db' | 'workspaceId'>): Promise<Plan> {
  const head = await planHead(db, workspaceId)
  return head ? planAt(db, workspaceId, head.unplanned) : NO_PLAN_OF_ITS_OWN
}

async function planAt(db: Db, workspaceId: string, unplanned: Plan['unplanned']): Promise<Plan> {
  const rows = await planRows(db, workspaceId)
  return planOf(
    rows.map(({ event, definition, archived_at }) => ({
      ...{ event, definition, archived: archived_at !== null },
    })),
    unplanned,
  )
}

interface Remembered {
  revision: string
  plan: Plan
  lookedAt: number
  looking: boolean
}

const WORKSPACES = 1_000
/** A change is known everywhere this long after it, where events keep coming. */
const LOOK_EVERY_MS = 2_000
/** What was looked at so long ago is not relied upon: the batch waits for the look. */
const TRUSTED_MS = 5_000

/** One per running installation: tests run several in a process. */
const memories = new WeakMap<System, Map<string, Remembered>>()

function memoryOf(system: System): Map<string, Remembered> {
  const found = memories.get(system) ?? new Map<string, Remembered>()
  memories.set(system, found)
  return found
}

/** After a write has committed: the process that made it knows at once. */
export const forgetPlan = ({ system, workspaceId }: Pick<Ctx, 'system' | 'workspaceId'>): void =>
  void memories.get(system)?.delete(workspaceId)

/**
 * The plan at the door. A batch waits for it only when its workspace was quiet; else a look goes on
 * beside, and the batch is judged by what was known.
 */
export function createPlanMemory(rt: Runtime): (workspaceId: string) => Promise<Plan> {
  const remembered = memoryOf(rt.system)

  async function look(workspaceId: string): Promise<Plan> {
    const { db } = rt.database
    const lookedAt = rt.system.wallNow().getTime()
    const known = remembered.get(workspaceId)
    const head = await planHead(db, workspaceId)
    const revision = head?.revision ?? '0'
    const plan =
      known?.revision === revision
        ? known.plan
        : head
          ? await planAt(db, workspaceId, head.unplanned)
          : NO_PLAN_OF_ITS_OWN
    if (remembered.size >= WORKSPACES) remembered.clear()
    remembered.set(workspaceId, { revision, plan, lookedAt, looking: false })
    return plan
  }

  return async (workspaceId) => {
    const known = remembered.get(workspaceId)
    if (!known) return look(workspaceId)
    const age = rt.system.wallNow().getTime() - known.lookedAt
    if (age < 0 || age > TRUSTED_MS) return look(workspaceId)
    if (age > LOOK_EVERY_MS && !known.looking) {
      known.looking = true
      void look(workspaceId).catch((error: unknown) => {
        // Swallowed because the next batch looks again, and waits once the plan is too old.
        known.looking = false
        rt.log.warn({ err: error, workspaceId }, 'the tracking plan cannot be looked at')
      })
    }
    return known.plan
  }
}
