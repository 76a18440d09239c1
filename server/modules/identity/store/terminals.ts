import { sql } from 'kysely'
import { ids } from '#platform/db/arrays.ts'
import type { Db } from '#platform/db/db.ts'
import { ACCOUNTS } from '../model/terminal.ts'
import type { Era } from '../model/terminal.ts'

export interface EraOf extends Era {
  identId: string
}

export async function erasOf(
  db: Db,
  workspaceId: string,
  identIds: readonly string[],
): Promise<EraOf[]> {
  if (identIds.length === 0) return []
  const { rows } = await sql<{ ident_id: string; source: string; since: Date }>`
    select ident_id, source, since from identity.terminal
    where workspace_id = ${workspaceId} and ident_id = any(${ids(identIds)})`.execute(db)
  return rows.map(({ ident_id, source, since }) => ({
    ...{ identId: ident_id, source, since: since.getTime() },
  }))
}

/** The earliest beginning of each stays. */
export async function saveEras(db: Db, workspaceId: string, eras: readonly EraOf[]): Promise<void> {
  if (eras.length === 0) return
  await sql`
    insert into identity.terminal as t (workspace_id, ident_id, source, since)
    select ${workspaceId}::uuid, e.ident_id, e.source, to_timestamp(min(e.since_ms) / 1000.0)
    from unnest(${ids(eras.map((e) => e.identId))}, ${eras.map((e) => e.source)}::text[],
      ${eras.map((e) => e.since)}::bigint[]) as e(ident_id, source, since_ms)
    group by e.ident_id, e.source
    on conflict (workspace_id, ident_id, source) do update set since = excluded.since
    where excluded.since < t.since`.execute(db)
}

/** The accounts that were named together with these terminals, and since when. */
export async function accountsOn(
  db: Db,
  workspaceId: string,
  terminals: readonly string[],
): Promise<{ terminal: string; account: string; slot: string; at: number }[]> {
  if (terminals.length === 0) return []
  const { rows } = await sql<{ terminal: string; account: string; slot: string; at: Date }>`
    select t.ident_id as terminal, i.ident_id as account, i.kind || '|' || i.scope as slot, near.at
    from unnest(${ids(terminals)}) as t(ident_id)
    cross join lateral (
      select ident_b as ident, at from identity.evidence where workspace_id = ${workspaceId}
        and ident_a = t.ident_id and retracted_at is null and rule = 'same_event'
      union all
      select ident_a, at from identity.evidence where workspace_id = ${workspaceId}
        and ident_b = t.ident_id and retracted_at is null and rule = 'same_event') as near
    cross join lateral (
      select ident_id, kind, scope from identity.identifier
      where workspace_id = ${workspaceId} and ident_id = near.ident limit 1) as i
    where i.kind = any(${[...ACCOUNTS]}::text[])`.execute(db)
  return rows.map((row) => ({ ...row, at: row.at.getTime() }))
}

/**
 * Withdraws what events without an account said of these terminals after their eras began: it was
 * said of whoever sat there then. Answers the pairs.
 */
export async function retractSince(
  db: Db,
  workspaceId: string,
  now: Date,
  eras: readonly EraOf[],
): Promise<{ a: string; b: string }[]> {
  if (eras.length === 0) return []
  const { rows } = await sql<{ a: string; b: string }>`
    with void as (
      select e.evidence_id from unnest(${ids(eras.map((e) => e.identId))},
        ${eras.map((e) => e.source)}::text[], ${eras.map((e) => e.since)}::bigint[])
        as era(ident_id, source, since_ms)
      cross join lateral (
        select evidence_id, ident_b as other, at, source from identity.evidence
        where workspace_id = ${workspaceId} and ident_a = era.ident_id and retracted_at is null
          and rule = 'same_event'
        union all
        select evidence_id, ident_a, at, source from identity.evidence
        where workspace_id = ${workspaceId} and ident_b = era.ident_id and retracted_at is null
          and rule = 'same_event') as e
      cross join lateral (
        select kind from identity.identifier
        where workspace_id = ${workspaceId} and ident_id = e.other limit 1) as i
      where i.kind <> all(${[...ACCOUNTS]}::text[])
        and e.at > to_timestamp(era.since_ms / 1000.0) and era.source in ('', e.source))
    update identity.evidence e set retracted_at = ${now}, retracted_by = 'siyu',
      why = 'said after a log-out'
    from void where e.workspace_id = ${workspaceId} and e.evidence_id = void.evidence_id
    returning e.ident_a as a, e.ident_b as b`.execute(db)
  return rows
}
