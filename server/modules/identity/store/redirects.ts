import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { Fact } from '#platform/outbox/fact.ts'
import { anyOf, stemsFrom } from '#platform/outbox/root.ts'
import type { Moved } from './identifiers.ts'

export interface RedirectRow extends Moved {
  workspace_id: string
  version: string
}

export async function insertRedirects(
  db: Db,
  workspaceId: string,
  moved: readonly Moved[],
): Promise<void> {
  if (moved.length === 0) return
  await sql`
    insert into identity.redirect (workspace_id, ident_id, person_id)
    select ${workspaceId}::uuid, m.* from unnest(${moved.map((m) => m.ident_id)}::bigint[],
      ${moved.map((m) => m.person_id)}::bigint[]) as m`.execute(db)
}

/** What this very transaction moved, as it would stand at its end. */
export async function redirectedHere(db: Db, workspaceId: string): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    select distinct on (ident_id) ident_id, person_id from identity.redirect
    where workspace_id = ${workspaceId} and xmin = pg_current_xact_id()::xid
    order by ident_id, version desc`.execute(db)
  return rows
}

export async function waitingRedirects(db: Db, atMost: number): Promise<RedirectRow[]> {
  const { rows } = await sql<RedirectRow>`
    select workspace_id, ident_id, person_id, version from identity.redirect
    order by version limit ${atMost}`.execute(db)
  return rows
}

export const ANY_REDIRECTS = sql<boolean>`
  (exists (select 1 from identity.redirect) or exists (select 1 from identity.announcement))`

export async function deleteRedirects(db: Db, rows: readonly RedirectRow[]): Promise<void> {
  await sql`
    delete from identity.redirect r
    using unnest(${rows.map((r) => r.workspace_id)}::uuid[], ${rows.map((r) => r.version)}::bigint[])
      as d(workspace_id, version)
    where r.workspace_id = d.workspace_id and r.version = d.version`.execute(db)
}

export async function insertAnnouncements(
  db: Db,
  workspaceId: string,
  facts: readonly Fact<unknown>[],
): Promise<void> {
  if (facts.length === 0) return
  await sql`
    insert into identity.announcement (workspace_id, fact, body)
    select ${workspaceId}::uuid, f.* from unnest(${facts.map((f) => f.fact)}::text[],
      ${facts.map((f) => JSON.stringify(f.body))}::jsonb[]) as f`.execute(db)
}

/** The newest announcement of each workspace that has any. */
export async function waitingAnnouncements(db: Db) {
  const { rows } = await sql<{ workspace_id: string; last: string }>`
    select workspace_id, max(number) as last from identity.announcement group by workspace_id`.execute(
    db,
  )
  return rows
}

export const redirectsUnderWay = (db: Db, { snapshot }: { snapshot: string }): Promise<boolean> =>
  anyOf(
    db,
    sql`select 1 from identity.redirect where ${stemsFrom('root', snapshot)}
      union all select 1 from identity.announcement where ${stemsFrom('root', snapshot)}`,
  )

/** Takes what waited up to this one, in order; whoever takes them publishes them. */
export async function takeAnnouncements(db: Db, workspaceId: string, last: string) {
  const { rows } = await sql<Fact<unknown> & { number: string; root: string }>`
    with taken as (
      delete from identity.announcement
      where workspace_id = ${workspaceId} and number <= ${last} returning number, fact, body, root::text)
    select number, fact, body, root from taken order by number`.execute(db)
  return rows
}
