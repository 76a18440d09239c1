import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'
import type { GroupCodeKind, GroupCodeStatus } from '../model/group-code.ts'
import type { Platform } from '../model/platforms.ts'

export interface GroupCodeRow {
  workspace_id: string
  id: string
  number: string
  name: string
  kind: GroupCodeKind
  status: GroupCodeStatus
  scan_limit: number
  fallback_code_id: string | null
  fallback_url: string | null
  account_id: string | null
  platform: Platform | null
  created_at: Date
}

const CODE = sql`c.*, a.platform from entry.group_code c
  left join entry.account a on a.workspace_id = c.workspace_id and a.id = c.account_id`

export interface GroupCodeSettings {
  name: string
  scanLimit: number
  fallbackCodeId: string | undefined
  fallbackUrl: string | undefined
  accountId: string | undefined
}

export async function insertGroupCode(
  ctx: Ctx,
  c: GroupCodeSettings & { id: string; number: string; kind: GroupCodeKind },
): Promise<void> {
  await sql`
    insert into entry.group_code (workspace_id, id, number, name, kind, status, scan_limit,
      fallback_code_id, fallback_url, account_id, created_at, updated_at)
    values (${ctx.workspaceId}, ${c.id}, ${c.number}, ${c.name}, ${c.kind}, 'live', ${c.scanLimit},
      ${c.fallbackCodeId ?? null}, ${c.fallbackUrl ?? null}, ${c.accountId ?? null}, ${ctx.now},
      ${ctx.now})`.execute(ctx.db)
}

export async function updateGroupCode(ctx: Ctx, id: string, c: GroupCodeSettings): Promise<void> {
  await sql`
    update entry.group_code set name = ${c.name}, scan_limit = ${c.scanLimit},
      fallback_code_id = ${c.fallbackCodeId ?? null}, fallback_url = ${c.fallbackUrl ?? null},
      account_id = ${c.accountId ?? null}, updated_at = ${ctx.now}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(ctx.db)
}

export async function setGroupCodeStatus(ctx: Ctx, id: string, status: GroupCodeStatus) {
  await sql`update entry.group_code set status = ${status}, updated_at = ${ctx.now}
    where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(ctx.db)
}

export async function removeGroupCode(ctx: Ctx, id: string): Promise<void> {
  await sql`delete from entry.group_code
    where workspace_id = ${ctx.workspaceId} and id = ${id}`.execute(ctx.db)
}

export async function findGroupCode(ctx: Ctx, id: string): Promise<GroupCodeRow | undefined> {
  const { rows } = await sql<GroupCodeRow>`
    select ${CODE} where c.workspace_id = ${ctx.workspaceId} and c.id = ${id}`.execute(ctx.db)
  return rows[0]
}

/** Numbers are unique in the installation: they stand in addresses that people see. */
export async function groupCodeOfNumber(
  db: Ctx['db'],
  number: string,
): Promise<GroupCodeRow | undefined> {
  const { rows } = await sql<GroupCodeRow>`select ${CODE} where c.number = ${number}`.execute(db)
  return rows[0]
}

export interface GroupCodeFilter {
  kind?: GroupCodeKind | undefined
  status?: GroupCodeStatus | undefined
  alarm?: boolean | undefined
  accountId?: string | undefined
  q?: string | undefined
}

export async function listGroupCodeRows(
  ctx: Ctx,
  f: GroupCodeFilter,
  page: { limit: number; offset: number },
) {
  const parts: RawBuilder<unknown>[] = [
    sql`c.workspace_id = ${ctx.workspaceId}`,
    sql`c.status = ${f.status ?? 'live'}`,
  ]
  if (f.kind) parts.push(sql`c.kind = ${f.kind}`)
  if (f.accountId) parts.push(sql`c.account_id = ${f.accountId}`)
  if (f.q) parts.push(sql`position(lower(${f.q}) in lower(c.name)) > 0`)
  if (f.alarm)
    parts.push(sql`exists (select 1 from entry.group_code_alarm m
      where m.workspace_id = c.workspace_id and m.group_code_id = c.id and m.ended_at is null)`)
  const { rows } = await sql<GroupCodeRow & { total: number }>`
    select count(*) over ()::int as total, ${CODE} where ${sql.join(parts, sql` and `)}
    order by c.created_at desc, c.id limit ${page.limit} offset ${page.offset}`.execute(ctx.db)
  return rows
}

/** Staff codes and group codes share one quota of the corp (企业微信: 500,000). */
export async function waysInUse(ctx: Ctx): Promise<{ staff: number; groups: number }> {
  const { rows } = await sql<{ staff: number; groups: number }>`
    select (select count(*)::int from entry.code
        where workspace_id = ${ctx.workspaceId} and status = 'live') as staff,
      (select count(*)::int from entry.group_place
        where workspace_id = ${ctx.workspaceId} and status = 'live' and kind = 'join_way') as groups`.execute(
    ctx.db,
  )
  return rows[0] ?? { staff: 0, groups: 0 }
}
