import type { Ctx, TxCtx } from '#platform/ctx.ts'
import { groupCommit } from '#platform/group-commit.ts'
import type { Runtime } from '#platform/runtime.ts'
import { WORKED_KINDS } from '../model/callback.ts'
import type { Platform } from '../model/callback.ts'
import { deadlineOf } from '../model/greeting.ts'
import { insertCallbacks } from '../store/callbacks.ts'
import type { NewCallback } from '../store/callbacks.ts'
import { insertGreetings } from '../store/greetings.ts'
import type { NewGreeting } from '../store/greetings.ts'
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

interface Accepting {
  workspaceId: string
  told: Genuine
}

/** While so many commits are under way, what comes waits and goes with the next one. */
const COMMITS_AT_ONCE = 2
const CALLBACKS_A_COMMIT = 64

export type Accept = (ctx: Pick<Ctx, 'workspaceId'>, told: Genuine) => Promise<void>

/**
 * Stores a callback first, sealed, and promises the greeting in the same transaction; the work comes
 * after the answer. The same text again changes nothing, and is answered alike. Those that come while
 * others are being written share their statements and commit.
 */
export function createAccept(rt: Runtime): Accept {
  const keep = groupCommit(
    async (group: readonly Accepting[]) => {
      for (const [workspaceId, all] of Map.groupBy(group, (one) => one.workspaceId))
        await acceptAll(
          rt.ctx(workspaceId),
          all.map(({ told }) => told),
        )
      return group.map(() => undefined)
    },
    { atOnce: COMMITS_AT_ONCE, most: CALLBACKS_A_COMMIT },
  )
  return async ({ workspaceId }, told) => {
    await keep({ workspaceId, told })
  }
}

async function acceptAll(ctx: Ctx, all: readonly Genuine[]): Promise<void> {
  await ctx.transact(async (tx) => {
    const news = all.map((told) => ({ callbackId: tx.newId(), told }))
    const fresh = await insertCallbacks(
      tx.db,
      tx.workspaceId,
      news.map(({ callbackId, told }) => rowOf(tx, callbackId, told)),
      tx.now,
    )
    const promises = news.filter(({ callbackId }) => fresh.has(callbackId)).flatMap(promiseOf(tx))
    await insertGreetings(tx.db, tx.workspaceId, promises, tx.now)
    if (promises.length > 0) tx.wake('community.greet')
    if (fresh.size === 0) return
    if (all.some(({ platform }) => platform === 'wecom'))
      await ensureSyncs(tx.db, tx.workspaceId, tx.now)
    tx.wake('community.callbacks')
  })
}

const rowOf = (tx: TxCtx, callbackId: string, told: Genuine): NewCallback => ({
  ...{ callbackId, connectionId: told.connectionId, platform: told.platform },
  ...{ dedupe: told.dedupe, kind: told.kind, staffUserid: told.staffUserid },
  subjectBlind: told.subject ? subjectBlind(tx, told.platform, told.subject) : undefined,
  ...{ sealed: tx.secrets.seal(told.xml), happenedAt: told.happenedAt },
  worked: WORKED_KINDS.has(told.kind),
})

const promiseOf =
  (tx: TxCtx) =>
  ({ callbackId, told }: { callbackId: string; told: Genuine }): NewGreeting[] => {
    const { newcomer, staffUserid, subject, happenedAt } = told
    if (!newcomer || !staffUserid || !subject) return []
    const { corpId, state: entryState, welcomeCode } = newcomer
    const deadlineAt = deadlineOf(happenedAt, tx.now)
    const who = { corpId, staffUserid, externalUserid: subject }
    return [{ greetingId: tx.newId(), callbackId, ...who, entryState, welcomeCode, deadlineAt }]
  }
