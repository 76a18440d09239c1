import type { Ctx } from '#platform/ctx.ts'
import { WORKED_KINDS } from '../model/callback.ts'
import type { Platform } from '../model/callback.ts'
import { deadlineOf } from '../model/greeting.ts'
import { insertCallback } from '../store/callbacks.ts'
import { insertGreeting } from '../store/greetings.ts'
import { ensureSyncs } from '../store/syncs.ts'
import { subjectBlind } from './subject.ts'

/** A callback whose signature was found genuine. */
export interface Genuine {
  connectionId: string
  platform: Platform
  /** the decrypted text, as it came */
  xml: string
  /** sha-256 of it, hex */
  dedupe: string
  kind: string
  happenedAt: Date
  /** the customer, follower or group it is about */
  subject: string | undefined
  staffUserid: string | undefined
  newcomer?: { corpId: string; state: string | undefined; welcomeCode: string } | undefined
}

/**
 * Stores it first, sealed, and promises the greeting in the same transaction; the work comes after
 * the answer. The same text again changes nothing, and is answered alike.
 */
export async function accept(ctx: Ctx, told: Genuine): Promise<void> {
  await ctx.transact(async (tx) => {
    const callbackId = tx.newId()
    const fresh = await insertCallback(
      tx.db,
      tx.workspaceId,
      {
        callbackId,
        connectionId: told.connectionId,
        platform: told.platform,
        dedupe: told.dedupe,
        kind: told.kind,
        subjectBlind: told.subject ? subjectBlind(tx, told.platform, told.subject) : undefined,
        staffUserid: told.staffUserid,
        sealed: tx.secrets.seal(told.xml),
        happenedAt: told.happenedAt,
        worked: WORKED_KINDS.has(told.kind),
      },
      tx.now,
    )
    if (!fresh) return
    const { newcomer, staffUserid, subject } = told
    if (newcomer && staffUserid && subject) {
      await insertGreeting(
        tx.db,
        tx.workspaceId,
        {
          greetingId: tx.newId(),
          callbackId,
          corpId: newcomer.corpId,
          staffUserid,
          externalUserid: subject,
          entryState: newcomer.state,
          welcomeCode: newcomer.welcomeCode,
          deadlineAt: deadlineOf(told.happenedAt, tx.now),
        },
        tx.now,
      )
      tx.wake('community.greet')
    }
    if (told.platform === 'wecom') await ensureSyncs(tx.db, tx.workspaceId, tx.now)
    tx.wake('community.callbacks')
  })
}
