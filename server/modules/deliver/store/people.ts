import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'

type Store = Pick<Ctx, 'db' | 'workspaceId'>

export async function moveLetters(
  { db, workspaceId }: Store,
  from: string,
  to: string,
): Promise<void> {
  await sql`update deliver.letter set person_id = ${to}
    where workspace_id = ${workspaceId} and person_id = ${from}`.execute(db)
}

/** What both were sent counts against one budget from now on. */
export async function mergeBudgets(
  { db, workspaceId }: Store,
  from: string,
  to: string,
): Promise<void> {
  await sql`
    with absorbed as (
      delete from deliver.budget_use
      where workspace_id = ${workspaceId} and person_id = ${from} returning uses)
    insert into deliver.budget_use as b (workspace_id, person_id, uses)
    select ${workspaceId}::uuid, ${to}::bigint, uses from absorbed
    on conflict (workspace_id, person_id) do update set uses = b.uses || excluded.uses`.execute(db)
}
