import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { Db } from '#platform/db/db.ts'

/** Which of these ways no code of ours is known by. */
export async function unknownWays(ctx: Ctx, configIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ config_id: string }>`
    select w.config_id from unnest(${[...configIds]}::text[]) as w(config_id)
    where not exists (select 1 from entry.code c where c.workspace_id = ${ctx.workspaceId}
      and c.config_id = w.config_id and c.status <> 'deleted')`.execute(ctx.db)
  return rows.map((row) => row.config_id)
}

export const NEXT_WAYS_AT = sql<Date | null>`
  select min(coalesce(ways_looked_at, created_at) + interval '1 day') from entry.connection
  where kind = 'wecom'`

/** Takes one connection whose ways were not compared for a day. */
export async function claimWays(db: Db, now: Date): Promise<{ workspace_id: string } | undefined> {
  const { rows } = await sql<{ workspace_id: string }>`
    with due as (select workspace_id, id from entry.connection
      where kind = 'wecom' and coalesce(ways_looked_at, created_at) + interval '1 day' <= ${now}
      limit 1 for update skip locked)
    update entry.connection c set ways_looked_at = ${now} from due
    where c.workspace_id = due.workspace_id and c.id = due.id returning c.workspace_id`.execute(db)
  return rows[0]
}
