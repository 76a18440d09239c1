import type { Tick } from '#platform/module.ts'
import { expireDue, NEXT_EXPIRY_AT } from './store/invitations.ts'

const DUE = 5_000

/** A friend who paid no first order in time leaves the inviter's page as expired. */
export const expiryTick: Tick = {
  name: 'fission.expiry',
  everyMs: 5_000,
  run: (rt) => expireDue(rt.database.db, rt.clock.now(), DUE),
  due: NEXT_EXPIRY_AT,
}
