import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'

export interface DeadLetter {
  position: string
  index: number
  /** `collect`, or the module that could not take it */
  stage: string
  messageId: string | undefined
  field: string
  reason: string
  source: string
  raw: Buffer
}

export async function insertDeadLetters(
  db: Db,
  workspaceId: string,
  now: Date,
  letters: readonly DeadLetter[],
): Promise<void> {
  if (letters.length === 0) return
  await sql`
    insert into collect.dead_letter
      (workspace_id, position, index, stage, message_id, field, reason, source, at, raw)
    select ${workspaceId}::uuid, l.position, l.index, l.stage, l.message_id, l.field, l.reason,
      l.source, ${now}::timestamptz, l.raw
    from unnest(${letters.map((l) => l.position)}::bigint[], ${letters.map((l) => l.index)}::int[],
      ${letters.map((l) => l.stage)}::text[], ${letters.map((l) => l.messageId ?? null)}::text[],
      ${letters.map((l) => l.field)}::text[], ${letters.map((l) => l.reason)}::text[],
      ${letters.map((l) => l.source)}::text[], ${letters.map((l) => l.raw)}::bytea[])
      as l(position, index, stage, message_id, field, reason, source, raw)
    on conflict (workspace_id, position, index, stage) do nothing`.execute(db)
}

export interface DeadLetterRow {
  id: string
  position: string
  index: number
  stage: string
  message_id: string | null
  field: string
  reason: string
  source: string
  at: Date
  raw: Buffer
}

export async function listDeadLetters(
  db: Db,
  workspaceId: string,
  page: { offset: number; limit: number; stage: string | undefined },
): Promise<DeadLetterRow[]> {
  const { rows } = await sql<DeadLetterRow>`
    select id, position, index, stage, message_id, field, reason, source, at, raw
    from collect.dead_letter
    where workspace_id = ${workspaceId} and (${page.stage ?? null}::text is null
      or stage = ${page.stage ?? null})
    order by id desc limit ${page.limit + 1} offset ${page.offset}`.execute(db)
  return rows
}

export interface ReasonCount {
  stage: string
  source: string
  field: string
  reason: string
  letters: number
  last_at: Date
}

export async function countDeadLetters(db: Db, workspaceId: string): Promise<ReasonCount[]> {
  const { rows } = await sql<ReasonCount>`
    select stage, source, field, reason, count(*)::int as letters, max(at) as last_at
    from collect.dead_letter where workspace_id = ${workspaceId}
    group by stage, source, field, reason order by letters desc limit 50`.execute(db)
  return rows
}
