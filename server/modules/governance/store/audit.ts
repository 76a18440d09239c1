import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx.ts'

export interface AuditRow {
  id: string
  at: Date
  actor_kind: string
  actor_id: string
  actor_name: string
  action: string
  subject_kind: string
  subject_id: string
  detail: Record<string, unknown>
  seq: string | null
}

export interface AuditFilter {
  actorId?: string | undefined
  action?: string | undefined
  subjectKind?: string | undefined
  subjectId?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

export async function auditRows(
  ctx: Ctx,
  filter: AuditFilter,
  page: { limit: number; offset: number },
): Promise<AuditRow[]> {
  const { rows } = await sql<AuditRow>`
    select id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, detail, seq
    from platform.audit
    where workspace_id = ${ctx.workspaceId}
      and (${filter.actorId ?? null}::text is null or actor_id = ${filter.actorId ?? null})
      and (${filter.action ?? null}::text is null or starts_with(action, ${filter.action ?? null}))
      and (${filter.subjectKind ?? null}::text is null or subject_kind = ${filter.subjectKind ?? null})
      and (${filter.subjectId ?? null}::text is null or subject_id = ${filter.subjectId ?? null})
      and (${filter.from ?? null}::timestamptz is null or at >= ${filter.from ?? null})
      and (${filter.to ?? null}::timestamptz is null or at < ${filter.to ?? null})
    order by at desc, id desc limit ${page.limit} offset ${page.offset}`.execute(ctx.db)
  return rows
}
