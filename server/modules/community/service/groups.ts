import { offsetOf, pageFrom } from '#kernel/page.ts'
import { refusals } from '#kernel/refusal.ts'
import { daysBefore } from '#kernel/time.ts'
import { audit } from '#platform/audit.ts'
import type { Ctx } from '#platform/ctx.ts'
import { COMMUNITY_REFUSALS } from '../contract.ts'
import type { GroupOrder, Purpose } from '../model/group.ts'
import { listGroupRows, setPurpose } from '../store/groups.ts'
import type { GroupFilter } from '../store/groups.ts'

const refuse = refusals(COMMUNITY_REFUSALS)

/** What came and went is counted over so many days. */
const DAYS = 7

export async function listCustomerGroups(
  ctx: Ctx,
  input: GroupFilter & { order: GroupOrder; cursor?: string | undefined; limit: number },
) {
  const offset = offsetOf(input.cursor)
  const rows = await listGroupRows(
    ctx.db,
    ctx.workspaceId,
    { ...input, since: daysBefore(ctx.now, DAYS) },
    { limit: input.limit + 1, offset },
  )
  const { items, next } = pageFrom(rows, input.limit, offset)
  return {
    items: items.map((row) => ({
      chatId: row.chat_id,
      name: row.name,
      ownerUserid: row.owner_userid,
      ownerName: row.owner_name,
      members: row.members,
      customers: row.customers,
      joined7d: row.joined,
      left7d: row.gone,
      purpose: row.purpose,
      madeAt: row.made_at?.toISOString() ?? null,
      dismissedAt: row.dismissed_at?.toISOString() ?? null,
      readAt: row.read_at?.toISOString() ?? null,
    })),
    next,
    total: rows[0]?.total ?? 0,
  }
}

export async function setGroupPurpose(
  ctx: Ctx,
  { chatId, purpose }: { chatId: string; purpose: Purpose | null },
) {
  await ctx.transact(async (tx) => {
    if (!(await setPurpose(tx.db, tx.workspaceId, chatId, purpose))) refuse.no_such_group()
    const about = { action: 'community.group_purpose_set', subjectKind: 'group' }
    await audit(tx, { ...about, subjectId: chatId })
  })
  return { chatId, purpose }
}
