import type { Tick } from '#platform/module.ts'
import { expireDue, nextExpiryAt } from './store/invitations.ts'

const DUE = 5_000

/** A friend who paid no first order in time leaves the inviter's page as expired. */
export const expiryTick: Tick = {
  name: 'fission.expiry',
  everyMs: 5_000,
  run: (rt) => expireDue(rt.database.db, rt.clock.now(), DUE),
  nextDueAt: (rt) => nextExpiryAt(rt.database.db),
}
