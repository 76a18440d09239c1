import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'
import type { Dialect } from '../model/decode.ts'

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
  /** how it was read, so that it can be read again; absent for what a module could not take */
  read?: HowRead
}

export interface HowRead {
  dialect: Dialect
  history: boolean
  /** JSON of what the request said beside its events */
  beside: string
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
      (workspace_id, position, index, stage, message_id, field, reason, source, at, raw,
        dialect, history, beside)
    select ${workspaceId}::uuid, l.position, l.index, l.stage, l.message_id, l.field, l.reason,
      l.source, ${now}::timestamptz, l.raw, l.dialect, l.history, l.beside
    from unnest(${letters.map((l) => l.position)}::bigint[], ${letters.map((l) => l.index)}::int[],
      ${letters.map((l) => l.stage)}::text[], ${letters.map((l) => l.messageId ?? null)}::text[],
      ${letters.map((l) => l.field)}::text[], ${letters.map((l) => l.reason)}::text[],
      ${letters.map((l) => l.source)}::text[], ${letters.map((l) => l.raw)}::bytea[],
      ${letters.map((l) => l.read?.dialect ?? 'own')}::text[],
      ${letters.map((l) => l.read?.history ?? false)}::boolean[],
      ${letters.map((l) => l.read?.beside ?? '{}')}::text[])
      as l(position, index, stage, message_id, field, reason, source, raw, dialect, history, beside)
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
  page: { offset: number; limit: number; stage: string | undefined; sentAgain: boolean },
): Promise<DeadLetterRow[]> {
  const { rows } = await sql<DeadLetterRow>`
    select id, position, index, stage, message_id, field, reason, source, at, raw
    from collect.dead_letter
    where workspace_id = ${workspaceId}
      and (sent_again_at is not null) = ${page.sentAgain}
      and (${page.stage ?? null}::text is null
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
    from collect.dead_letter where workspace_id = ${workspaceId} and sent_again_at is null
    group by stage, source, field, reason order by letters desc limit 50`.execute(db)
  return rows
}

/** How many wait, and how many were mended and sent again. */
export async function deadLetterTotals(
  db: Db,
  workspaceId: string,
): Promise<{ open: number; sentAgain: number }> {
  const { rows } = await sql<{ open: number; again: number }>`
    select count(*) filter (where sent_again_at is null)::int as open,
      count(sent_again_at)::int as again
    from collect.dead_letter where workspace_id = ${workspaceId}`.execute(db)
  return { open: rows[0]?.open ?? 0, sentAgain: rows[0]?.again ?? 0 }
}
