import { sql } from 'kysely'
import { unreachable } from '#kernel/assert.ts'
import type { Actor, Ctx } from './ctx.ts'

/** One line of "who did what to what". `detail` holds no personal data: ids, names of settings, counts. */
export interface AuditEntry {
  /** `<module>.<what was done>`, past tense: `governance.key_revoked` */
  action: string
  subjectKind: string
  subjectId: string
  detail?: Readonly<Record<string, unknown>>
}

/**
 * Appends to the workspace's audit trail in the caller's transaction: if the change does not
 * commit, neither does its row. Outside of one (a read of personal data) it commits at once.
 * Writers never wait for each other; `chainAudit` links the rows afterwards, in commit order.
 */
export async function audit(
  ctx: Pick<Ctx, 'db' | 'workspaceId' | 'actor' | 'now'>,
  ...entries: readonly AuditEntry[]
): Promise<void> {
  if (entries.length === 0) return
  const who = whoOf(ctx.actor)
  await sql`
    insert into platform.audit (workspace_id, at, actor_kind, actor_id, actor_name, action,
      subject_kind, subject_id, detail)
    select ${ctx.workspaceId}::uuid, ${ctx.now}, ${ctx.actor.kind}, ${who.id}, ${who.name},
      e.action, e.subject_kind, e.subject_id, e.detail
    from unnest(${entries.map((e) => e.action)}::text[], ${entries.map((e) => e.subjectKind)}::text[],
      ${entries.map((e) => e.subjectId)}::text[],
      ${entries.map((e) => JSON.stringify(e.detail ?? {}))}::jsonb[])
      with ordinality as e(action, subject_kind, subject_id, detail, n)
    order by e.n`.execute(ctx.db)
}

function whoOf(actor: Actor): { id: string; name: string } {
  switch (actor.kind) {
    case 'user':
      return { id: actor.userId, name: actor.name }
    case 'key':
      return { id: actor.keyId, name: actor.name }
    case 'system':
      return { id: actor.name, name: actor.name }
    case 'nobody':
      return { id: '', name: '' }
    default:
      return unreachable(actor)
  }
}
