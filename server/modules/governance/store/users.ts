import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import { normalEmail } from '../model/password.ts'
import type { Tables, UserRow } from '../tables.ts'

const dbOf = (ctx: Pick<Ctx, 'db'>) => ctx.db.withTables<Tables>()

export const emailBlind = (ctx: Pick<Ctx, 'secrets'>, email: string): string =>
  ctx.secrets.blind('governance.email', normalEmail(email))

export async function userByEmail(ctx: Ctx, email: string): Promise<UserRow | undefined> {
  return dbOf(ctx)
    .selectFrom('governance.app_user')
    .selectAll()
    .where('email_blind', '=', emailBlind(ctx, email))
    .executeTakeFirst()
}

export async function userById(ctx: Pick<Ctx, 'db'>, id: string): Promise<UserRow | undefined> {
  return dbOf(ctx)
    .selectFrom('governance.app_user')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function insertUser(
  ctx: Ctx,
  user: { email: string; name: string; passwordHash: string | null; isOwner: boolean },
): Promise<UserRow> {
  return dbOf(ctx)
    .insertInto('governance.app_user')
    .values({
      id: ctx.newId(),
      email_sealed: ctx.secrets.seal(normalEmail(user.email)),
      email_blind: emailBlind(ctx, user.email),
      name: user.name,
      password_hash: user.passwordHash,
      is_owner: user.isOwner,
      created_at: ctx.now,
      disabled_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function setPasswordHash(ctx: Ctx, userId: string, passwordHash: string) {
  await dbOf(ctx)
    .updateTable('governance.app_user')
    .set({ password_hash: passwordHash })
    .where('id', '=', userId)
    .execute()
}

export async function makeOwner(ctx: Ctx, userId: string) {
  await dbOf(ctx)
    .updateTable('governance.app_user')
    .set({ is_owner: true })
    .where('id', '=', userId)
    .execute()
}

export async function ownerExists(ctx: Ctx): Promise<boolean> {
  const { rows } = await sql<{ exists: boolean }>`
    select exists (select 1 from governance.app_user where is_owner) as exists`.execute(ctx.db)
  return rows[0]?.exists === true
}

/** Erases a person with all that hangs on the account; audit rows keep what they did. */
export async function eraseUser(ctx: Ctx, userId: string) {
  const db = dbOf(ctx)
  await db.deleteFrom('governance.session').where('user_id', '=', userId).execute()
  await db.deleteFrom('governance.password_link').where('user_id', '=', userId).execute()
  await db.deleteFrom('governance.app_user').where('id', '=', userId).execute()
}

export async function insertPasswordLink(
  ctx: Ctx,
  link: { tokenHash: string; userId: string; expiresAt: Date },
) {
  await dbOf(ctx)
    .insertInto('governance.password_link')
    .values({
      token_hash: link.tokenHash,
      user_id: link.userId,
      expires_at: link.expiresAt,
      used_at: null,
    })
    .execute()
}

/** Uses a link up; answers whose it is, once. */
export async function usePasswordLink(
  ctx: Ctx,
  tokenHash: string,
  now: Date,
): Promise<string | undefined> {
  const used = await dbOf(ctx)
    .updateTable('governance.password_link')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('user_id')
    .executeTakeFirst()
  return used?.user_id
}
