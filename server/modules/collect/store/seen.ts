import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'

export interface Arrived {
  messageId: string
  position: string
  index: number
  history: boolean
}

/**
 * Which of these count: the first place a message id was seen at wins it for ever, so a batch that
 * is worked again after a crash gets the same answer. Ids must be distinct within one call.
 */
export async function firstSeen(
  db: Db,
  workspaceId: string,
  arrived: readonly Arrived[],
  now: Date,
): Promise<boolean[]> {
  const { rows } = await sql<{ n: number }>`
    with asked as (
      select md5(a.id)::uuid as hash, a.position, a.index, a.history, a.n
      from unnest(${arrived.map((a) => a.messageId)}::text[],
        ${arrived.map((a) => a.position)}::bigint[], ${arrived.map((a) => a.index)}::int[],
        ${arrived.map((a) => a.history)}::boolean[])
        with ordinality as a(id, position, index, history, n)),
    won as (
      insert into collect.seen (workspace_id, message_hash, position, index, history, seen_on)
      select ${workspaceId}::uuid, hash, position, index, history, ${now}::timestamptz::date
      from asked order by n
      on conflict (workspace_id, message_hash) do nothing
      returning message_hash)
    select asked.n::int as n from asked join won on won.message_hash = asked.hash
    union all
    select asked.n::int from asked join collect.seen s
      on s.workspace_id = ${workspaceId} and s.message_hash = asked.hash
        and s.position = asked.position and s.index = asked.index`.execute(db)
  const wins = arrived.map(() => false)
  for (const { n } of rows) wins[n - 1] = true
  return wins
}

export async function pruneSeen(db: Db, seenBefore: Date, chunk: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from collect.seen s using (
      select workspace_id, message_hash from collect.seen
      where seen_on < ${seenBefore}::timestamptz::date and not history limit ${chunk}) as old
    where s.workspace_id = old.workspace_id and s.message_hash = old.message_hash`.execute(db)
  return Number(numAffectedRows ?? 0)
}
