import type { Ctx } from '#platform/ctx.ts'
import type { ApiKeyRow, Tables } from '../tables.ts'

const dbOf = (ctx: Pick<Ctx, 'db'>) => ctx.db.withTables<Tables>()

export async function insertKey(
  ctx: Ctx,
  key: { hash: string; prefix: string; name: string; scopes: string[]; createdBy: string },
): Promise<ApiKeyRow> {
  return dbOf(ctx)
    .insertInto('governance.api_key')
    .values({
      workspace_id: ctx.workspaceId,
      id: ctx.newId(),
      key_hash: key.hash,
      prefix: key.prefix,
      name: key.name,
      scopes: key.scopes,
      created_by: key.createdBy,
      created_at: ctx.now,
      last_used_at: null,
      revoked_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

export async function keysOf(ctx: Ctx, page: { limit: number; offset: number }) {
  return dbOf(ctx)
    .selectFrom('governance.api_key')
    .selectAll()
    .where('workspace_id', '=', ctx.workspaceId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
}

/** A key that is not revoked, whatever its workspace: the hash says which. */
export async function keyByHash(ctx: Pick<Ctx, 'db'>, hash: string) {
  return dbOf(ctx)
    .selectFrom('governance.api_key')
    .selectAll()
    .where('key_hash', '=', hash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
}

export async function touchKey(ctx: Pick<Ctx, 'db'>, key: ApiKeyRow, at: Date) {
  await dbOf(ctx)
    .updateTable('governance.api_key')
    .set({ last_used_at: at })
    .where('workspace_id', '=', key.workspace_id)
    .where('id', '=', key.id)
    .execute()
}

/** Answers the key's hash; undefined when there is no such key. Revoking again changes nothing. */
export async function revokeKey(ctx: Ctx, id: string): Promise<string | undefined> {
  const revoked = await dbOf(ctx)
    .updateTable('governance.api_key')
    .set((e) => ({ revoked_at: e.fn.coalesce('revoked_at', e.val(ctx.now)) }))
    .where('workspace_id', '=', ctx.workspaceId)
    .where('id', '=', id)
    .returning('key_hash')
    .executeTakeFirst()
  return revoked?.key_hash
}
