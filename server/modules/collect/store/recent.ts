import { sql } from 'kysely'
import type { ResolvedEvent } from '#platform/event.ts'
import { booleans, ids, instants, integers } from '#platform/db/arrays.ts'
import type { Db } from '#platform/db/db.ts'

export interface Placed {
  position: string
  index: number
  event: ResolvedEvent
}

interface Shown extends Placed {
  /** false: told again what counted already */
  counts: boolean
}

export async function insertRecent(
  db: Db,
  workspaceId: string,
  newest: readonly Shown[],
): Promise<void> {
  if (newest.length === 0) return
  await sql`
    insert into collect.recent
      (workspace_id, position, index, event, person_id, ident_id, at, received_at, counts)
    select ${workspaceId}::uuid, r.* from unnest(
      ${ids(newest.map((r) => r.position))}, ${integers(newest.map((r) => r.index))},
      ${newest.map((r) => r.event.event)}::text[], ${ids(newest.map((r) => r.event.personId))},
      ${ids(newest.map((r) => r.event.identId))}, ${instants(newest.map((r) => r.event.at))},
      ${instants(newest.map((r) => r.event.receivedAt))},
      ${booleans(newest.map((r) => r.counts))}) as r
    on conflict do nothing`.execute(db)
}

/** Keeps the newest; what is older is in history and in the inbox anyway. */
export async function pruneRecent(db: Db, workspaceId: string, keep: number): Promise<void> {
  await sql`
    delete from collect.recent r using (
      select position, index from collect.recent where workspace_id = ${workspaceId}
      order by position desc, index desc offset ${keep} limit 1) as last
    where r.workspace_id = ${workspaceId}
      and (r.position, r.index) <= (last.position, last.index)`.execute(db)
}

export interface RecentRow {
  position: string
  index: number
  event: string
  person_id: string
  ident_id: string
  at: Date
  received_at: Date
  counts: boolean
}

export interface RecentFilter {
  after: { position: string; index: number } | undefined
  events: readonly string[] | undefined
  personId: string | undefined
  limit: number
}

export async function listRecent(
  db: Db,
  workspaceId: string,
  { after, events, personId, limit }: RecentFilter,
): Promise<RecentRow[]> {
  const { rows } = await sql<RecentRow>`
    select position, index, event, person_id, ident_id, at, received_at, counts
    from collect.recent
    where workspace_id = ${workspaceId}
      and (position, index) > (${after?.position ?? '0'}::bigint, ${after?.index ?? 0}::int)
      and (${events ?? null}::text[] is null or event = any(${events ?? null}::text[]))
      and (${personId ?? null}::bigint is null or person_id = ${personId ?? null}::bigint)
    order by position desc, index desc limit ${limit}`.execute(db)
  return rows
}

/** History follows the graph here too: whatever was `from`'s is `to`'s. */
export async function followMerges(
  db: Db,
  workspaceId: string,
  moves: ReadonlyMap<string, string>,
): Promise<void> {
  await sql`
    update collect.recent r set person_id = m.survivor
    from unnest(${[...moves.keys()]}::bigint[], ${[...moves.values()]}::bigint[])
      as m(absorbed, survivor)
    where r.workspace_id = ${workspaceId} and r.person_id = m.absorbed`.execute(db)
}

export async function followSplit(
  db: Db,
  workspaceId: string,
  identIds: readonly string[],
  to: string,
): Promise<void> {
  await sql`update collect.recent set person_id = ${to}
    where workspace_id = ${workspaceId} and ident_id = any(${[...identIds]}::bigint[])`.execute(db)
}
