import { uuidv7 } from '#kernel/ids.ts'
import type { Locale } from '#kernel/locale.ts'
import type { Actor, Ctx, TxCtx } from './ctx.ts'
import type { Db } from './db/db.ts'
import { publishTo } from './outbox/publish.ts'
import type { Runtime } from './runtime.ts'

/** Our own workers may do everything; what they do is still audited under their name. */
export const PERMISSIONS_OF_THE_SYSTEM: ReadonlySet<string> = new Set(['*'])

interface Of {
  workspaceId: string
  actor: Actor
  locale: Locale
  now: Date
}

/** A ctx inside a transaction that the platform itself has opened (outbox, pipeline). */
export function createTxCtx(rt: Runtime, trx: Db, of: Of, after: string[]): TxCtx {
  return inTransaction(baseOf(rt, of), trx, after)
}

const baseOf = (rt: Runtime, of: Of): Omit<Ctx, 'db' | 'transact'> => ({
  ...of,
  log: rt.log,
  ch: rt.ch,
  secrets: rt.secrets,
  randomBytes: rt.randomBytes,
  publicUrl: rt.publicUrl,
  system: rt.system,
  newId: () => uuidv7(of.now, rt.randomBytes),
})

export function createCtx(rt: Runtime, of: Of): Ctx {
  const base = baseOf(rt, of)
  const db = rt.database.db
  return {
    ...base,
    db,
    transact: async (work) => {
      const after: string[] = []
      const answer = await db
        .transaction()
        .execute((trx) => work(inTransaction(base, trx as Db, after)))
      for (const tick of new Set(after)) rt.poke(tick)
      return answer
    },
  }
}

function inTransaction(base: Omit<Ctx, 'db' | 'transact'>, trx: Db, after: string[]): TxCtx {
  const tx: TxCtx = {
    ...base,
    db: trx,
    inTransaction: true,
    transact: (work) => work(tx),
    publish: async (...facts) => {
      if (facts.length === 0) return
      await publishTo(trx, base.workspaceId, base.now, facts)
      after.push('platform.outbox')
    },
    wake: (tick) => void after.push(tick),
  }
  return tx
}
