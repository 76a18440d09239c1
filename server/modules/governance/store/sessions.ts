import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { Tables } from '../tables.ts'

const dbOf = (ctx: Pick<Ctx, 'db'>) => ctx.db.withTables<Tables>()

export interface SessionOwner {
  userId: string
  name: string
  isOwner: boolean
  expiresAt: Date
}

export async function insertSession(
  ctx: Ctx,
  session: { tokenHash: string; userId: string; now: Date; expiresAt: Date },
) {
  await dbOf(ctx)
    .insertInto('governance.session')
    .values({
      token_hash: session.tokenHash,
      user_id: session.userId,
      created_at: session.now,
      expires_at: session.expiresAt,
    })
    .execute()
}

export async function sessionOwner(
  ctx: Pick<Ctx, 'db'>,
  tokenHash: string,
  now: Date,
): Promise<SessionOwner | undefined> {
  const { rows } = await sql<{ id: string; name: string; is_owner: boolean; expires_at: Date }>`
    select u.id, u.name, u.is_owner, s.expires_at
    from governance.session s join governance.app_user u on u.id = s.user_id
    where s.token_hash = ${tokenHash} and s.expires_at > ${now} and u.disabled_at is null`.execute(
    ctx.db,
  )
  const row = rows[0]
  return row && { userId: row.id, name: row.name, isOwner: row.is_owner, expiresAt: row.expires_at }
}

export async function extendSession(ctx: Pick<Ctx, 'db'>, tokenHash: string, expiresAt: Date) {
  await dbOf(ctx)
    .updateTable('governance.session')
    .set({ expires_at: expiresAt })
    .where('token_hash', '=', tokenHash)
    .execute()
}

export async function deleteSession(ctx: Ctx, tokenHash: string) {
  await dbOf(ctx).deleteFrom('governance.session').where('token_hash', '=', tokenHash).execute()
}

export async function sweepSessions(ctx: Ctx, now: Date) {
  await dbOf(ctx).deleteFrom('governance.session').where('expires_at', '<=', now).execute()
}

/** Ends a person's sessions, all but one if it is named. */
export async function deleteSessionsOf(ctx: Ctx, userId: string, but = '') {
  await dbOf(ctx)
    .deleteFrom('governance.session')
    .where('user_id', '=', userId)
    .where('token_hash', '<>', but)
    .execute()
}
