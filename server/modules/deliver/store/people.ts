import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'

type Store = Pick<Ctx, 'db' | 'workspaceId'>

export async function moveLetters(
  { db, workspaceId }: Store,
  from: string,
  to: string,
): Promise<void> {
  await sql`update deliver.letter set person_id = ${to}, was = coalesce(was, person_id)
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

/**
 * Letters that were hers before a merge go back to her, with the room they took. Letters written
 * while the two were one stay: nobody can tell any more whom they reached.
 */
export async function splitLetters(
  { db, workspaceId }: Store,
  from: string,
  to: string,
): Promise<void> {
  await sql`
    with back as (
      update deliver.letter set person_id = ${to}, was = null
      where workspace_id = ${workspaceId} and person_id = ${from} and was = ${to}
      returning letter_id::text),
    parted as (
      select coalesce(jsonb_agg(u) filter (where back.letter_id is not null), '[]') as hers,
        coalesce(jsonb_agg(u) filter (where back.letter_id is null), '[]') as theirs
      from deliver.budget_use b cross join jsonb_array_elements(b.uses) as u
      left join back on back.letter_id = u->>'letterId'
      where b.workspace_id = ${workspaceId} and b.person_id = ${from}),
    kept as (
      update deliver.budget_use b set uses = parted.theirs from parted
      where b.workspace_id = ${workspaceId} and b.person_id = ${from} and parted.hers <> '[]')
    insert into deliver.budget_use as b (workspace_id, person_id, uses)
    select ${workspaceId}::uuid, ${to}::bigint, hers from parted where hers <> '[]'
    on conflict (workspace_id, person_id) do update set uses = b.uses || excluded.uses`.execute(db)
}
