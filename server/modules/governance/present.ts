import type { z } from 'zod'
import type { Ctx } from '#platform/ctx.ts'
import type { auditView, keyView, memberView, workspaceView } from './contract/views.ts'
import type { AuditRow } from './store/audit.ts'
import type { MemberRow } from './store/members.ts'
import type { ApiKeyRow, WorkspaceRow } from './tables.ts'

export const presentWorkspace = (row: WorkspaceRow): z.infer<typeof workspaceView> => ({
  id: row.id,
  name: row.name,
  timeZone: row.time_zone,
  currency: row.currency,
  createdAt: row.created_at.toISOString(),
})

export const presentMember = (
  ctx: Pick<Ctx, 'secrets'>,
  row: MemberRow,
): z.infer<typeof memberView> => ({
  userId: row.user_id,
  name: row.name,
  email: ctx.secrets.open(row.email_sealed),
  role: row.role,
  status: row.has_password ? 'active' : 'invited',
  createdAt: row.created_at.toISOString(),
})

export const presentKey = (row: ApiKeyRow): z.infer<typeof keyView> => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
})

export const presentAudit = (row: AuditRow): z.infer<typeof auditView> => ({
  id: row.id,
  at: row.at.toISOString(),
  actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
  action: row.action,
  subject: { kind: row.subject_kind, id: row.subject_id },
  detail: row.detail,
  seq: row.seq,
})
