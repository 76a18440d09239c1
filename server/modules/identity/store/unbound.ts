import { sql } from 'kysely'
import type { Db } from '#platform/db/db.ts'

export interface Unbinding {
  identId: string
  /** evidence about it counts only when younger, in milliseconds */
  until: number
  messageId: string
  source: string
}

export async function listUnbound(db: Db, workspaceId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ ident_id: string; until: Date }>`
    select ident_id, until from identity.unbound where workspace_id = ${workspaceId}`.execute(db)
  return new Map(rows.map((row) => [row.ident_id, row.until.getTime()]))
}

/** The latest unbinding of each stays. */
export async function saveUnbound(
  db: Db,
  workspaceId: string,
  unbound: readonly Unbinding[],
): Promise<void> {
  await sql`
    insert into identity.unbound as u (workspace_id, ident_id, until, message_id, source)
    select ${workspaceId}::uuid, n.ident_id, to_timestamp(n.until_ms / 1000.0), n.message_id, n.source
    from unnest(${unbound.map((n) => n.identId)}::bigint[], ${unbound.map((n) => n.until)}::bigint[],
      ${unbound.map((n) => n.messageId)}::text[], ${unbound.map((n) => n.source)}::text[])
      as n(ident_id, until_ms, message_id, source)
    on conflict (workspace_id, ident_id) do update set until = excluded.until,
      message_id = excluded.message_id, source = excluded.source
    where excluded.until > u.until`.execute(db)
}

/** Withdraws what stood about these until then; answers every identifier at either end. */
export async function retractUntil(
  db: Db,
  workspaceId: string,
  now: Date,
  unbound: readonly Unbinding[],
): Promise<string[]> {
  const { rows } = await sql<{ ident_a: string; ident_b: string }>`
    update identity.evidence e set retracted_at = ${now}, retracted_by = n.source,
      why = 'unbound by ' || n.message_id
    from unnest(${unbound.map((n) => n.identId)}::bigint[], ${unbound.map((n) => n.until)}::bigint[],
      ${unbound.map((n) => n.messageId)}::text[], ${unbound.map((n) => n.source)}::text[])
      as n(ident_id, until_ms, message_id, source)
    where e.workspace_id = ${workspaceId} and e.retracted_at is null and e.rule <> 'manual'
      and (e.ident_a = n.ident_id or e.ident_b = n.ident_id)
      and e.at <= to_timestamp(n.until_ms / 1000.0)
    returning e.ident_a, e.ident_b`.execute(db)
  return [...new Set(rows.flatMap((row) => [row.ident_a, row.ident_b]))]
}
