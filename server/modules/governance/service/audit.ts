import { offsetOf, pageFrom } from '#kernel/page.ts'
import { verifyAudit as verifyChain } from '#platform/audit-chain.ts'
import type { Ctx } from '#platform/ctx.ts'
import { presentAudit } from '../present.ts'
import { auditRows } from '../store/audit.ts'
import type { AuditFilter } from '../store/audit.ts'

export async function listAudit(
  ctx: Ctx,
  input: AuditFilter & { limit: number; cursor?: string | undefined },
) {
  const offset = offsetOf(input.cursor)
  const rows = await auditRows(ctx, input, { limit: input.limit + 1, offset })
  const { items, next } = pageFrom(rows, input.limit, offset)
  return { items: items.map(presentAudit), next }
}

/** Walks the whole chain; says where it breaks first. */
export async function verifyAudit(ctx: Ctx) {
  const verdict = await verifyChain(ctx.db, ctx.workspaceId)
  return verdict.kind === 'whole'
    ? { whole: true, rows: verdict.rows, brokenAt: null, because: null }
    : { whole: false, rows: null, brokenAt: verdict.seq, because: verdict.because }
}
