import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'

export interface ApartRow {
  ident_a: string
  ident_b: string
  person_a: string
  person_b: string
}

/** Who was set apart from whom, as far as these persons are concerned. */
export async function apartOf(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<ApartRow[]> {
  const { rows } = await sql<ApartRow>`
    select x.ident_a, x.ident_b, a.person_id as person_a, b.person_id as person_b
    from identity.apart x
    join identity.identifier a on a.workspace_id = x.workspace_id and a.ident_id = x.ident_a
    join identity.identifier b on b.workspace_id = x.workspace_id and b.ident_id = x.ident_b
    where x.workspace_id = ${workspaceId} and (a.person_id = any(${[...personIds]}::bigint[])
      or b.person_id = any(${[...personIds]}::bigint[]))`.execute(db)
  return rows
}

export async function setApart(
  db: Db,
  workspaceId: string,
  pairs: readonly { a: string; b: string }[],
  said: { now: Date; by: string; why: string },
): Promise<void> {
  await sql`
    insert into identity.apart (workspace_id, ident_a, ident_b, said_at, said_by, why)
    select ${workspaceId}::uuid, p.a, p.b, ${said.now}::timestamptz, ${said.by}, ${said.why}
    from unnest(${pairs.map((p) => p.a)}::bigint[], ${pairs.map((p) => p.b)}::bigint[]) as p(a, b)
    on conflict do nothing`.execute(db)
}

/** A person says that these two are one after all. */
export async function clearApart(
  db: Db,
  workspaceId: string,
  personA: string,
  personB: string,
): Promise<void> {
  await sql`
    delete from identity.apart x using identity.identifier a, identity.identifier b
    where x.workspace_id = ${workspaceId}
      and a.workspace_id = x.workspace_id and a.ident_id = x.ident_a
      and b.workspace_id = x.workspace_id and b.ident_id = x.ident_b
      and ((a.person_id = ${personA} and b.person_id = ${personB})
        or (a.person_id = ${personB} and b.person_id = ${personA}))`.execute(db)
}
