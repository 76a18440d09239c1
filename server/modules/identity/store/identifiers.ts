import { sql } from 'kysely'
import type { IdentifierKind } from '#platform/event.ts'
import type { Db } from '#platform/db/db.ts'

export interface Spot {
  kind: IdentifierKind
  scope: string
  /** the value, or its blind index */
  lookup: string
}

export interface IdentRow extends Spot {
  ident_id: string
  sealed: string | null
  person_id: string
  home_person_id: string
  first_seen_at: Date
}

/** Those that are known, by their place in the question. */
export async function findIdentifiers(
  db: Db,
  workspaceId: string,
  spots: readonly Spot[],
): Promise<{ n: number; ident_id: string; person_id: string }[]> {
  if (spots.length === 0) return []
  const { rows } = await sql<{ n: number; ident_id: string; person_id: string }>`
    select s.n::int - 1 as n, i.ident_id, i.person_id
    from unnest(${spots.map((s) => s.kind)}::text[], ${spots.map((s) => s.scope)}::text[],
      ${spots.map((s) => s.lookup)}::text[]) with ordinality as s(kind, scope, lookup, n)
    join identity.identifier i on i.workspace_id = ${workspaceId} and i.kind = s.kind
      and i.scope = s.scope and i.lookup = s.lookup`.execute(db)
  return rows
}

export interface NewIdentifier extends Spot {
  identId: string
  personId: string
  sealed: string | undefined
}

export async function insertIdentifiers(
  db: Db,
  workspaceId: string,
  now: Date,
  idents: readonly NewIdentifier[],
): Promise<void> {
  if (idents.length === 0) return
  await sql`
    insert into identity.identifier
      (workspace_id, ident_id, kind, scope, lookup, sealed, person_id, home_person_id, first_seen_at)
    select ${workspaceId}::uuid, i.ident_id, i.kind, i.scope, i.lookup, i.sealed, i.person_id,
      i.person_id, ${now}::timestamptz
    from unnest(${idents.map((i) => i.identId)}::bigint[], ${idents.map((i) => i.kind)}::text[],
      ${idents.map((i) => i.scope)}::text[], ${idents.map((i) => i.lookup)}::text[],
      ${idents.map((i) => i.sealed ?? null)}::text[], ${idents.map((i) => i.personId)}::bigint[])
      as i(ident_id, kind, scope, lookup, sealed, person_id)`.execute(db)
}

/** Everything the absorbed had is the survivor's. Answers what moved. */
export async function absorbIdentifiers(
  db: Db,
  workspaceId: string,
  merges: readonly { absorbed: string; survivor: string }[],
): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    update identity.identifier i set person_id = m.survivor
    from unnest(${merges.map((m) => m.absorbed)}::bigint[],
      ${merges.map((m) => m.survivor)}::bigint[]) as m(absorbed, survivor)
    where i.workspace_id = ${workspaceId} and i.person_id = m.absorbed
    returning i.ident_id, i.person_id`.execute(db)
  return rows
}

export interface Moved {
  ident_id: string
  person_id: string
}

export async function moveIdentifiers(
  db: Db,
  workspaceId: string,
  moved: readonly Moved[],
): Promise<void> {
  await sql`
    update identity.identifier i set person_id = m.person_id
    from unnest(${moved.map((m) => m.ident_id)}::bigint[],
      ${moved.map((m) => m.person_id)}::bigint[]) as m(ident_id, person_id)
    where i.workspace_id = ${workspaceId} and i.ident_id = m.ident_id`.execute(db)
}

export async function identifiersOfPersons(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<IdentRow[]> {
  const { rows } = await sql<IdentRow>`
    select ident_id, kind, scope, lookup, sealed, person_id, home_person_id, first_seen_at
    from identity.identifier
    where workspace_id = ${workspaceId} and person_id = any(${[...personIds]}::bigint[])
    order by ident_id`.execute(db)
  return rows
}

export async function identifiersById(
  db: Db,
  workspaceId: string,
  identIds: readonly string[],
): Promise<IdentRow[]> {
  const { rows } = await sql<IdentRow>`
    select ident_id, kind, scope, lookup, sealed, person_id, home_person_id, first_seen_at
    from identity.identifier
    where workspace_id = ${workspaceId} and ident_id = any(${[...identIds]}::bigint[])
    order by ident_id`.execute(db)
  return rows
}

/** The oldest identifier of each person, for events that name nothing but the person. */
export async function firstIdentifiers(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<{ asked: string; ident_id: string; person_id: string }[]> {
  if (personIds.length === 0) return []
  const { rows } = await sql<{ asked: string; ident_id: string; person_id: string }>`
    select p.person_id as asked, i.ident_id, i.person_id
    from identity.person p
    cross join lateral (
      select ident_id, person_id from identity.identifier
      where workspace_id = p.workspace_id and person_id = coalesce(p.survivor_id, p.person_id)
      order by ident_id limit 1) as i
    where p.workspace_id = ${workspaceId} and p.person_id = any(${[...personIds]}::bigint[])`.execute(
    db,
  )
  return rows
}

/** How many of each kind these persons have. */
export async function countKinds(
  db: Db,
  workspaceId: string,
  personIds: readonly string[],
): Promise<{ person_id: string; kind: IdentifierKind; scope: string; count: number }[]> {
  const { rows } = await sql<{
    person_id: string
    kind: IdentifierKind
    scope: string
    count: number
  }>`
    select person_id, kind, scope, count(*)::int as count from identity.identifier
    where workspace_id = ${workspaceId} and person_id = any(${[...personIds]}::bigint[])
    group by person_id, kind, scope`.execute(db)
  return rows
}
