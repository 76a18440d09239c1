import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { TokenStore } from '#wechat/tokens.ts'

/**
 * Platform tokens in the database: whichever process obtains one, all have it. `alone` holds a lock
 * of the database, so that two processes never ask for the same token at once; what happens inside
 * uses the lock's own connection, so that waiting callers cannot starve the one who works.
 */
export function databaseTokens(ctx: Ctx): TokenStore {
  let db = ctx.db
  const read: TokenStore['read'] = async (key) => {
    const { rows } = await sql<{ value_sealed: string; until_at: Date }>`
      select value_sealed, until_at from entry.token
      where workspace_id = ${ctx.workspaceId} and key = ${key}`.execute(db)
    const row = rows[0]
    return row && { value: ctx.secrets.open(row.value_sealed), until: row.until_at }
  }
  return {
    read,
    async write(key, token) {
      await sql`
        insert into entry.token (workspace_id, key, value_sealed, until_at)
        values (${ctx.workspaceId}, ${key}, ${ctx.secrets.seal(token.value)}, ${token.until})
        on conflict (workspace_id, key) do update set value_sealed = excluded.value_sealed,
          until_at = excluded.until_at`.execute(db)
    },
    async drop(key, value) {
      if ((await read(key))?.value !== value) return
      await sql`delete from entry.token
        where workspace_id = ${ctx.workspaceId} and key = ${key}`.execute(db)
    },
    alone: (key, work) =>
      ctx.transact(async (tx) => {
        const name = `entry.token:${tx.workspaceId}:${key}`
        await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx.db)
        const outer = db
        db = tx.db
        try {
          return await work()
        } finally {
          db = outer
        }
      }),
  }
}
