import { sql } from 'kysely'
import { must } from '#kernel/assert.ts'
import type { Ctx } from '#platform/ctx.ts'
import type { ConnectionKind } from '../model/connection.ts'

export interface ConnectionRow {
  workspace_id: string
  id: string
  kind: ConnectionKind
  name: string
  settings: Record<string, string | number>
  secrets_sealed: string
  tested_at: Date | null
  test_ok: boolean | null
  test_says: string | null
  updated_at: Date
}

export async function connections(ctx: Ctx): Promise<ConnectionRow[]> {
  const { rows } = await sql<ConnectionRow>`
    select * from entry.connection where workspace_id = ${ctx.workspaceId}
    order by kind`.execute(ctx.db)
  return rows
}

export async function connectionOfKind(
  ctx: Ctx,
  kind: ConnectionKind,
): Promise<ConnectionRow | undefined> {
  const { rows } = await sql<ConnectionRow>`
    select * from entry.connection
    where workspace_id = ${ctx.workspaceId} and kind = ${kind}`.execute(ctx.db)
  return rows[0]
}

/** Ids are unique in the installation: a callback's address says whose it is. */
export async function connectionById(
  db: Ctx['db'],
  id: string,
): Promise<ConnectionRow | undefined> {
  const { rows } = await sql<ConnectionRow>`
    select * from entry.connection where id = ${id}`.execute(db)
  return rows[0]
}

export async function saveConnection(
  ctx: Ctx,
  c: { kind: ConnectionKind; name: string; settings: object; secretsSealed: string },
): Promise<ConnectionRow> {
  const { rows } = await sql<ConnectionRow>`
    insert into entry.connection (workspace_id, id, kind, name, settings, secrets_sealed,
      created_at, updated_at)
    values (${ctx.workspaceId}, ${ctx.newId()}, ${c.kind}, ${c.name},
      ${JSON.stringify(c.settings)}::jsonb, ${c.secretsSealed}, ${ctx.now}, ${ctx.now})
    on conflict (workspace_id, kind) do update set name = excluded.name,
      settings = excluded.settings, secrets_sealed = excluded.secrets_sealed, tested_at = null,
      test_ok = null, test_says = null, updated_at = excluded.updated_at
    returning *`.execute(ctx.db)
  return must(rows[0], 'the connection saved')
}

export async function keepTest(
  ctx: Ctx,
  id: string,
  result: { ok: boolean; says: string },
): Promise<ConnectionRow | undefined> {
  const { rows } = await sql<ConnectionRow>`
    update entry.connection set tested_at = ${ctx.now}, test_ok = ${result.ok},
      test_says = ${result.says}
    where workspace_id = ${ctx.workspaceId} and id = ${id} returning *`.execute(ctx.db)
  return rows[0]
}
