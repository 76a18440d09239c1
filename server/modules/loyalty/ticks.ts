import type { Tick } from '#platform/module.ts'
import { expireGrants } from './service/moving.ts'
import { lockOverdue, NEXT_EXPIRY, overdueWorkspaces } from './store/grants.ts'

const AT_ONCE = 1_000

/** Coupons expire at their instant, not at the next look. */
export const expiryTick: Tick = {
  name: 'loyalty.expiry',
  everyMs: 15_000,
  async run(rt) {
    let expired = 0
    for (const workspaceId of await overdueWorkspaces(rt.database.db, rt.clock.now()))
      expired += await rt.ctx(workspaceId).transact(async (tx) => {
        const overdue = await lockOverdue(tx, AT_ONCE)
        await expireGrants(tx, overdue)
        return overdue.length
      })
    return expired
  },
  due: NEXT_EXPIRY,
}
