import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { Pair } from './actions.ts'

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
): Promise<Pair[]> {
  const { rows } = await sql<Pair>`
    insert into identity.apart (workspace_id, ident_a, ident_b, said_at, said_by, why)
    select ${workspaceId}::uuid, p.a, p.b, ${said.now}::timestamptz, ${said.by}, ${said.why}
    from unnest(${pairs.map((p) => p.a)}::bigint[], ${pairs.map((p) => p.b)}::bigint[]) as p(a, b)
    on conflict do nothing returning ident_a as a, ident_b as b`.execute(db)
  return rows
}

export async function letTogether(
  db: Db,
  workspaceId: string,
  pairs: readonly Pair[],
): Promise<Pair[]> {
  const { rows } = await sql<Pair>`
    delete from identity.apart x
    using unnest(${pairs.map((p) => p.a)}::bigint[], ${pairs.map((p) => p.b)}::bigint[]) as p(a, b)
    where x.workspace_id = ${workspaceId} and x.ident_a = p.a and x.ident_b = p.b
    returning p.a, p.b`.execute(db)
  return rows
}

export interface ApartSaid extends ApartRow {
  said_at: Date
  said_by: string
  why: string
}

/** Links that somebody forbade, the newest first. */
export async function listApart(
  db: Db,
  workspaceId: string,
  page: { offset: number; limit: number },
): Promise<ApartSaid[]> {
  const { rows } = await sql<ApartSaid>`
    select x.ident_a, x.ident_b, x.said_at, x.said_by, x.why,
      a.person_id as person_a, b.person_id as person_b
    from identity.apart x
    join identity.identifier a on a.workspace_id = x.workspace_id and a.ident_id = x.ident_a
    join identity.identifier b on b.workspace_id = x.workspace_id and b.ident_id = x.ident_b
    where x.workspace_id = ${workspaceId}
    order by x.said_at desc, x.ident_a, x.ident_b
    limit ${page.limit + 1} offset ${page.offset}`.execute(db)
  return rows
}

/** A person says that these two are one after all. */
export async function clearApart(
  db: Db,
  workspaceId: string,
  personA: string,
  personB: string,
): Promise<Pair[]> {
  const { rows } = await sql<Pair>`
    delete from identity.apart x using identity.identifier a, identity.identifier b
    where x.workspace_id = ${workspaceId}
      and a.workspace_id = x.workspace_id and a.ident_id = x.ident_a
      and b.workspace_id = x.workspace_id and b.ident_id = x.ident_b
      and ((a.person_id = ${personA} and b.person_id = ${personB})
        or (a.person_id = ${personB} and b.person_id = ${personA}))
    returning x.ident_a as a, x.ident_b as b`.execute(db)
  return rows
}
