import { sql } from 'kysely'
import { booleans, ids, integers } from '#platform/db/arrays.ts'
import type { Db } from '#platform/db/db.ts'

export interface Arrived {
  messageId: string
  position: string
  index: number
  history: boolean
}

/**
 * Which of these count: the first place a message id was seen at wins it for ever, so that a batch
 * which a crash left unfinished wins again what it had won. Ids must be distinct within one call.
 * Hashes go in sorted, which keeps the index's pages together.
 */
export async function firstSeen(
  db: Db,
  workspaceId: string,
  arrived: readonly Arrived[],
  now: Date,
): Promise<Set<string>> {
  const { numAffectedRows } = await sql`
    insert into collect.seen (workspace_id, message_hash, position, index, history, seen_on)
    select ${workspaceId}::uuid, md5(a.id)::uuid as hash, a.position, a.index, a.history,
      ${now}::timestamptz::date
    from unnest(${arrived.map((a) => a.messageId)}::text[],
      ${ids(arrived.map((a) => a.position))}, ${integers(arrived.map((a) => a.index))},
      ${booleans(arrived.map((a) => a.history))}) as a(id, position, index, history)
    order by hash
    on conflict (workspace_id, message_hash) do nothing`.execute(db)
  // Nearly always nobody repeats anything, and then nothing need be read back.
  if (Number(numAffectedRows) === arrived.length) return new Set(arrived.map(placeText))
  return winners(db, workspaceId, arrived)
}

async function winners(
  db: Db,
  workspaceId: string,
  arrived: readonly Arrived[],
): Promise<Set<string>> {
  const { rows } = await sql<Place>`
    select s.position, s.index from collect.seen s
    where s.workspace_id = ${workspaceId}
      and s.message_hash = any(select md5(id)::uuid
        from unnest(${arrived.map((a) => a.messageId)}::text[]) as id)`.execute(db)
  return new Set(rows.map(placeText))
}

interface Place {
  position: string
  index: number
}

export const placeText = ({ position, index }: Place): string => `${position}.${index}`

export async function pruneSeen(db: Db, seenBefore: Date, chunk: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from collect.seen s using (
      select workspace_id, message_hash from collect.seen
      where seen_on < ${seenBefore}::timestamptz::date and not history limit ${chunk}) as old
    where s.workspace_id = old.workspace_id and s.message_hash = old.message_hash`.execute(db)
  return Number(numAffectedRows ?? 0)
}
