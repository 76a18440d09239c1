import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'

export async function findPageKey(ctx: Ctx): Promise<string | undefined> {
  const { rows } = await sql<{ write_key: string }>`
    select write_key from content.page_source
    where workspace_id = ${ctx.workspaceId}`.execute(ctx.db)
  return rows[0]?.write_key
}

/** The first one wins; answers the key that is kept. */
export async function keepPageKey(ctx: Ctx, writeKey: string): Promise<void> {
  await sql`insert into content.page_source (workspace_id, write_key)
    values (${ctx.workspaceId}, ${writeKey}) on conflict do nothing`.execute(ctx.db)
}
